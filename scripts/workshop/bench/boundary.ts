/**
 * What a boundary costs: calls at a fixed rate to the bench's target, by turns through a boundary and straight. The rate is open: a
 * call leaves at its time, whatever became of those before it.
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
import { PATHS } from './own-shops.ts';
import { freePort, PORT_FIRST, type Rig } from './rig.ts';

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
      const timesMs = await callsTo(pool, requestsPerSecond, ms);
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
    for (let round = 0; round < rounds; round++)
      results.push({ straight: await block(straight, blockMs), through: await block(through, blockMs) });
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

const MS_PER_SECOND = 1000;
const TICK_MS = 1;
const ORDER = '{"basket":"b-000000000000000000000000000001","amount":1990}';

/**
 * How long each call took, from its send to its last byte. Every second one is a POST with a body.
 * @throws CarnivalError when one fails
 */
async function callsTo(pool: Pool, requestsPerSecond: number, forMs: number): Promise<readonly number[]> {
  const timesMs: number[] = [];
  const calls: Promise<void>[] = [];
  const call = async (n: number): Promise<void> => {
    const sentAtMs = performance.now();
    const { statusCode, body } = await pool.request(
      n % 2 === 0
        ? { path: PATHS.list, method: 'GET' }
        : {
            path: PATHS.orders,
            method: 'POST',
            body: ORDER,
            headers: { 'content-type': 'application/json' },
          },
    );
    await body.text();
    if (statusCode !== 200) throw new CarnivalError(`the bench's target answered ${statusCode}`);
    timesMs.push(performance.now() - sentAtMs);
  };
  const beganAtMs = performance.now();
  for (let elapsedMs = 0; elapsedMs < forMs; elapsedMs = performance.now() - beganAtMs) {
    while (calls.length < (elapsedMs * requestsPerSecond) / MS_PER_SECOND) calls.push(call(calls.length));
    await sleep(TICK_MS);
  }
  await Promise.all(calls);
  return timesMs;
}

/** The least value that at least this share of them does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('a quantile of no values');
  return value;
}
