/** What measurements run in: a target and a Prometheus on loopback, in a folder that is thrown away; the keeper ends them. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, lastLines, startChild } from '../../machine/processes/child.ts';
import type { Keeper } from '../../machine/processes/keeper.ts';
import { isFree, LOOPBACK } from '../../machine/processes/ports.ts';
import { projectRoot } from '../../machine/project-root.ts';
import type { Tools } from '../../machine/toolchain/tool.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { type RunPrometheus, startPrometheus } from '../../rehearsal/prometheus/start.ts';
import { servedBy } from './target.ts';

/** Away from the ports that a rehearsal prefers. */
export const PORT_FIRST = 7500;
const START_LIMIT_MS = 10_000;
const ASK_EVERY_MS = 50;
const LOG_TAIL_LINES = 5;

export interface Rig {
  readonly keeper: Keeper;
  readonly tools: Tools;
  readonly folder: string;
}
export interface Service {
  readonly url: string;
  readonly child: Child;
}
/** What generators are pointed at. */
export interface Stage {
  readonly target: Service;
  readonly prometheus: RunPrometheus;
}

/** Of the series that the generators write. Each measurement has a label of its own besides. */
export const BENCH_RUN_ID = 'bench';

export async function startStage(rig: Rig): Promise<Stage> {
  const target = await startTarget(rig);
  return { target, prometheus: await startRigPrometheus(rig) };
}

/** The real command, on a run of its own. */
export const startRehearsal = (
  { keeper, folder }: Rig,
  name: string,
  args: readonly string[],
): Promise<Child> =>
  startChild(keeper, {
    name: 'carnival rehearse',
    command: process.execPath,
    args: [join(projectRoot(), 'dist', 'carnival.js'), 'rehearse', ...args],
    logFile: join(folder, `${name}.log`),
  });

export async function startTarget({ keeper, folder }: Rig): Promise<Service> {
  const port = await freePort(PORT_FIRST);
  const child = await startChild(keeper, {
    name: 'target',
    command: process.execPath,
    args: [join(projectRoot(), 'dist', 'bench.js'), 'target', String(port)],
    logFile: join(folder, 'target.log'),
  });
  const url = `http://${LOOPBACK}:${port}`;
  const untilMs = performance.now() + START_LIMIT_MS;
  while (performance.now() < untilMs && child.exit === null) {
    const served = await servedBy(url).catch(() => null);
    if (served !== null) return { url, child };
    await sleep(ASK_EVERY_MS);
  }
  throw new CarnivalError(`the target does not answer: ${await lastLines(child.logFile, LOG_TAIL_LINES)}`);
}

async function startRigPrometheus({ keeper, tools, folder }: Rig): Promise<RunPrometheus> {
  return startPrometheus({
    start: (child) => startChild(keeper, child),
    command: tools.prometheus.path,
    folder: join(folder, 'prometheus'),
    logFile: join(folder, 'prometheus.log'),
    port: await freePort(PORT_FIRST),
    runId: BENCH_RUN_ID,
    targets: [],
  });
}

/** Nobody else is expected to take it before it is used. */
export async function freePort(first: number): Promise<number> {
  for (let port = first; ; port++) if (await isFree(port)) return port;
}
