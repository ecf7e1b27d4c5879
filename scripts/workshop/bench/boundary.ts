/**
 * What a boundary costs: calls at a fixed rate to the bench's target, by turns through a boundary and straight. This process sends
 * them; boundary and target are processes of their own.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { readBoundaryHealth } from '../../boundary/boundary-client.ts';
import { startChild } from '../../machine/processes/child.ts';
import { LOOPBACK } from '../../machine/processes/ports.ts';
import { readUsage } from '../../machine/processes/use.ts';
import { projectRoot } from '../../machine/project-root.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { pacedCalls } from './paced-calls.ts';
import { freePort, PORT_FIRST, type Rig } from './rig.ts';
import { quantile } from './statistics.ts';

export interface BoundarySettings {
  readonly rounds: number;
  readonly requestsPerSecond: number;
  /** Of each side in each round. */
  readonly blockMs: number;
  /** Before the first round, through the boundary: its code is compiled as it runs. */
  readonly warmMs: number;
}
export interface Block {
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of the boundary's process meanwhile. */
  readonly cpuSeconds: number;
}
export interface BoundaryRound {
  readonly through: Block;
  readonly straight: Block;
}
export interface BoundaryResult {
  readonly settings: BoundarySettings;
  readonly rounds: readonly BoundaryRound[];
  /** This part can be measured by itself. */
  readonly measuredOn: string;
  readonly quick: boolean;
}

const START_MS_MAX = 10_000;
const ASK_EVERY_MS = 50;
const CONNECTIONS = 64;

/** @param target the bench's target, where both sides lead in the end */
export async function measureBoundary(
  rig: Rig,
  target: string,
  settings: BoundarySettings,
): Promise<readonly BoundaryRound[]> {
  const boundary = await startBoundary(rig, target);
  const through = new Pool(boundary.url, { connections: CONNECTIONS });
  const straight = new Pool(target, { connections: CONNECTIONS });
  try {
    const { rounds, requestsPerSecond, blockMs, warmMs } = settings;
    const block = async (pool: Pool, ms: number): Promise<Block> => {
      const before = await cpuOf(boundary.pid);
      const timesMs = await pacedCalls(pool, requestsPerSecond, ms);
      const cpuSeconds = (await cpuOf(boundary.pid)) - before;
      return {
        requests: timesMs.length,
        p50Ms: quantile(timesMs, 0.5),
        p99Ms: quantile(timesMs, 0.99),
        cpuSeconds,
      };
    };
    await block(straight, warmMs);
    await block(through, warmMs);
    const results: BoundaryRound[] = [];
    for (let round = 0; round < rounds; round++) {
      // Each side goes first as often as the other: what drifts hits both.
      const first = await block(round % 2 === 0 ? straight : through, blockMs);
      const second = await block(round % 2 === 0 ? through : straight, blockMs);
      results.push(
        round % 2 === 0 ? { straight: first, through: second } : { straight: second, through: first },
      );
    }
    return results;
  } finally {
    await Promise.all([through.destroy(), straight.destroy(), boundary.stop()]);
  }
}

async function startBoundary({ keeper, folder }: Rig, target: string) {
  const port = await freePort(PORT_FIRST);
  const controlPort = await freePort(port + 1);
  const child = await startChild(keeper, {
    name: 'carnival boundary',
    command: process.execPath,
    args: [
      ...[join(projectRoot(), 'dist', 'carnival.js'), 'boundary'],
      ...['--listen', `:${port}`, '--control', String(controlPort), '--to', target],
    ],
    logFile: join(folder, 'boundary.log'),
  });
  const control = new URL(`http://${LOOPBACK}:${controlPort}`);
  const untilMs = performance.now() + START_MS_MAX;
  while (performance.now() < untilMs && child.exit === null) {
    if (await readBoundaryHealth(control).catch(() => null))
      return { url: `http://${LOOPBACK}:${port}`, pid: child.pid, stop: () => child.stop() };
    await sleep(ASK_EVERY_MS);
  }
  throw new CarnivalError('the boundary does not start', { hint: `its log: ${child.logFile}` });
}

async function cpuOf(pid: number): Promise<number> {
  const { cpuSeconds } = await readUsage(pid);
  if (cpuSeconds === null) throw new CarnivalError('CPU time is read from /proc, which is not here');
  return cpuSeconds;
}
