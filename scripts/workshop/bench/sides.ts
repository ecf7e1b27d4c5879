/** The sides that are compared: the crowd as a rehearsal starts it, plain k6 at its defaults with a check, plain k6 tuned alike. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import { type Child, startChild } from '../../machine/processes/child.ts';
import { projectRoot } from '../../machine/project-root.ts';
import { GARBAGE_PERCENT, generatorArgs, generatorEnv, K6_ARGS } from '../../rehearsal/generator.ts';
import { K6_START_MS } from '../../rehearsal/load.ts';
import type { PrometheusAccess } from '../../rehearsal/prometheus/access.ts';
import { remoteWriteEnv } from '../../rehearsal/prometheus/remote-write.ts';
import { against, crowdPlan, pageShares } from './crowd-plan.ts';
import { BENCH_RUN_ID, type Rig, type Stage } from './rig.ts';

export const SIDES = ['crowd', 'defaults', 'tuned'] as const;
export type Side = (typeof SIDES)[number];

export interface Load {
  /** Over all shoppers, whatever the target does. */
  readonly requestsPerSecond: number;
  /** The crowd's shoppers: those who send the requests, and those who only wait. */
  readonly browsers: number;
  readonly waiting: number;
  /** Plain k6's VUs, one shopper each. 0: nobody is held, and requests are sent at a constant arrival rate. */
  readonly vus: number;
  /** Plain k6 measures how late each request left, which is one more sample per request. */
  readonly lag: boolean;
}

/**
 * @param run labels its samples in Prometheus, so that runs do not mix there
 * @param more options of k6
 */
export async function startSide(
  rig: Rig,
  { target, prometheus }: Stage,
  side: Side,
  load: Load,
  run: string,
  more: readonly string[] = [],
): Promise<Child> {
  if (side === 'crowd') return startCrowd(rig, { prometheus, target }, run, { plan: crowdPlan(load), more });
  return startChild(rig.keeper, {
    name: `k6 ${run}`,
    command: rig.tools.k6.path,
    logFile: join(rig.folder, `${run}.log`),
    args: [...K6_ARGS, '--tag', `run=${run}`, ...more, benchScript('plain.k6.ts')],
    env: plainEnv(side === 'tuned', load, target.url, prometheus.access),
  });
}

/** A crowd as a rehearsal starts it. */
export interface CrowdRun {
  readonly plan: Plan;
  /** More options of k6. */
  readonly more?: readonly string[];
  /** A script of the bench instead of the rehearsal's, and its environment. */
  readonly script?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** @param run labels its samples in Prometheus, so that runs do not mix there */
export async function startCrowd(
  rig: Rig,
  { target, prometheus }: Stage,
  run: string,
  { plan, more = [], script, env = {} }: CrowdRun,
): Promise<Child> {
  const planFile = join(rig.folder, `${run}.json`);
  await writeFile(planFile, JSON.stringify(against(target.url, Date.now() + K6_START_MS, plan)));
  const generator = {
    scenario: script === undefined ? null : benchScript(script),
    planFile,
    consoleFile: join(rig.folder, `${run}-console.log`),
    prometheus: prometheus.access,
    runId: BENCH_RUN_ID,
    more: ['--tag', `run=${run}`, ...more],
  };
  return startChild(rig.keeper, {
    name: `k6 ${run}`,
    command: rig.tools.k6.path,
    logFile: join(rig.folder, `${run}.log`),
    args: generatorArgs(generator),
    env: { ...generatorEnv(generator), ...env },
  });
}

const benchScript = (name: string): string => join(projectRoot(), 'scripts', 'workshop', 'bench', name);

const plainEnv = (tuned: boolean, load: Load, targetUrl: string, prometheus: PrometheusAccess) => ({
  ...remoteWriteEnv(prometheus),
  ...(tuned ? { GOGC: GARBAGE_PERCENT } : {}),
  NO_PROXY: '*',
  BENCH_TARGET: targetUrl,
  BENCH_RATE: String(load.requestsPerSecond),
  BENCH_VUS: String(load.vus),
  BENCH_PAGES: JSON.stringify(pageShares()),
  BENCH_TUNED: tuned ? '1' : '0',
  BENCH_LAG: load.lag ? '1' : '0',
});
