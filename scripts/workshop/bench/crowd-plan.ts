/** The crowd's side of the bench as a plan: browsers, with think times stretched to the wanted rate. */

import type { Plan, PlannedRun, Population } from '../../../scenarios/campaigns/plan.ts';
import summerCarnival from '../../../scenarios/campaigns/summer-carnival.ts';
import { compileBehaviour, meanThinkMs, visitShares } from '../../../scenarios/crowd/behaviour.ts';
import { channelEntry } from '../../../scenarios/crowd/cast.ts';
import { BEHAVIOURS } from '../../../scenarios/targets/mock-shop/behaviours/index.ts';
import { mockShop } from '../../../scenarios/targets/mock-shop/mock-shop.ts';
import type { CarnivalPlan } from '../../../scenarios/targets/mock-shop/settings.ts';
import { signedRun } from '../../admission/signed-run.ts';

const REGION = 'all';
/** Longer than any measurement: the bench stops k6 when it has measured. */
const LONGEST_MINUTES = 10;
const MS_PER_SECOND = 1000;
const BROWSER = compileBehaviour(BEHAVIOURS.browser!, channelEntry(summerCarnival, mockShop(1)), 1);

export interface CrowdLoad {
  readonly requestsPerSecond: number;
  /** Shoppers who browse. They send all requests. */
  readonly browsers: number;
  /** A herd that is never released. Its rows are written at the start; a browser's row is written when it first acts. */
  readonly waiting: number;
}

/** One phase at a steady rate. By Little's law N = λZ, the pace stretches N browsers to λ requests a second. */
export function crowdPlan({ requestsPerSecond, browsers, waiting }: CrowdLoad): CarnivalPlan {
  const populations: readonly Population[] = [
    {
      kind: 'held',
      name: 'browsers',
      behaviour: 'browser',
      shoppers: [{ atMinute: 0, value: browsers }],
      paced: true,
    },
    {
      kind: 'herd',
      name: 'waiting',
      behaviour: 'flash-sale-buyer',
      shoppers: waiting,
      atMinute: LONGEST_MINUTES,
      paced: false,
    },
  ];
  return {
    ...summerCarnival,
    drills: [],
    breakers: {},
    name: 'bench',
    description: 'browsers at a steady rate',
    speed: 1,
    pace: (browsers * MS_PER_SECOND) / (requestsPerSecond * meanThinkMs(BROWSER)),
    regions: [{ name: REGION, share: 1 }],
    phases: [
      {
        name: 'bench',
        calendarMinutes: LONGEST_MINUTES,
        begins: { after: 'previous' },
        populations: waiting > 0 ? populations : populations.slice(0, 1),
      },
    ],
  };
}

export const against = (target: string, zeroAtMs: number, plan: Plan): PlannedRun => ({
  ...plan,
  run: signedRun({ id: 'bench', targets: { [REGION]: target }, hosts: {}, zeroAtMs }),
});

/** The share of each step in the browsers' requests. Plain k6 asks for the same mix. */
export function pageShares(): Readonly<Record<string, number>> {
  const visits = visitShares(BROWSER);
  return Object.fromEntries(BROWSER.steps.map((step, node) => [step, visits[node]!]));
}
