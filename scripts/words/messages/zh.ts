/**
 * What is said where it happens, in Chinese: errors and their hints, progress, notes. What no sentence fits stays English. A message may
 * hold a reason of a verdict.
 */
import { speaker } from '../reasons/sentences.ts';
import { SENTENCES as REASONS } from '../reasons/zh.ts';
import { SENTENCES as BOUNDARY } from './zh/boundary.ts';
import { SENTENCES as CAPACITY } from './zh/capacity.ts';
import { SENTENCES as COMMAND_LINE } from './zh/command-line.ts';
import { SENTENCES as COMPARING } from './zh/comparing.ts';
import { SENTENCES as EMBEDDED_SHOP } from './zh/embedded-shop.ts';
import { SENTENCES as IN_TIME } from './zh/in-time.ts';
import { SENTENCES as OWN_SHOP } from './zh/own-shop.ts';
import { SENTENCES as PLAN } from './zh/plan.ts';
import { SENTENCES as PLAN_CHECKS } from './zh/plan-checks.ts';
import { SENTENCES as SCALE_OUT } from './zh/scale-out.ts';
import { SENTENCES as SCALE_OUT_DRILL } from './zh/scale-out-drill.ts';
import { SENTENCES as STEPPED } from './zh/stepped.ts';
import { SENTENCES as TARGETS } from './zh/targets.ts';
import { SENTENCES as TOOLS } from './zh/tools.ts';
import { SENTENCES as TRIES } from './zh/tries.ts';

/** What is more special stands before what is more general. */
const MESSAGES = [
  ...[...EMBEDDED_SHOP, ...CAPACITY, ...COMPARING, ...BOUNDARY, ...COMMAND_LINE, ...OWN_SHOP],
  ...[
    ...STEPPED,
    ...SCALE_OUT_DRILL,
    ...SCALE_OUT,
    ...IN_TIME,
    ...PLAN_CHECKS,
    ...PLAN,
    ...TARGETS,
    ...TRIES,
    ...TOOLS,
  ],
];

export const message = speaker([...MESSAGES, ...REASONS]);
