/** A stretch of steady load: what a generator used between two points of it, and how many requests the target served. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, lastLines } from '../../machine/processes/child.ts';
import { readUsage } from '../../machine/processes/use.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import type { Stage } from './rig.ts';
import { servedBy } from './target.ts';

const BEGIN_LIMIT_MS = 60_000;
const ASK_EVERY_MS = 100;
const STOP_GRACE_MS = 3000;
const LOG_TAIL_LINES = 5;
const MS_PER_SECOND = 1000;
/** Both sides send at a fixed rate. If one falls behind, something else on the machine took its CPU. */
const RATE_MISSED_MAX = 0.05;
const ATTEMPTS_MAX = 3;

export interface Stretch {
  /** From the first request until the stretch begins. */
  readonly warmMs: number;
  readonly measureMs: number;
}
export interface Steady {
  readonly requests: number;
  readonly seconds: number;
  /** Of the stretch. */
  readonly cpuSeconds: number;
  readonly prometheusCpuSeconds: number;
  /** Before the stretch: reading scripts, making VUs, the warm part. */
  readonly startCpuSeconds: number;
  /** Peak resident set up to the stretch's end. */
  readonly rssBytesMax: number;
  /** What k6 needed at the end, its garbage collected; null: nobody asked. */
  readonly liveBytes: number | null;
}
/** Asks a running generator for what it needs. */
export type LiveBytes = () => Promise<number>;

/** The generator did not keep its rate, so nothing can be compared. */
class RateMissed extends CarnivalError {
  override readonly name = 'RateMissed';
}

/**
 * Starts a k6, watches it and stops it. Tries again a few times if it did not reach its rate.
 * @throws CarnivalError when it sends nothing, or never at its rate
 */
export async function measureSteady(
  start: () => Promise<Child>,
  stage: Stage,
  requestsPerSecond: number,
  stretch: Stretch,
  liveBytes?: LiveBytes,
): Promise<Steady> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await watchSteady(await start(), stage, requestsPerSecond, stretch, liveBytes);
    } catch (error) {
      if (!(error instanceof RateMissed) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

async function watchSteady(
  k6: Child,
  { target, prometheus }: Stage,
  requestsPerSecond: number,
  { warmMs, measureMs }: Stretch,
  liveBytes: LiveBytes | undefined,
): Promise<Steady> {
  const look = async () => {
    const [served, used, stored] = await Promise.all([
      servedBy(target.url),
      usedBy(k6),
      usedBy(prometheus.child),
    ]);
    return { served, used, stored, atMs: performance.now() };
  };
  try {
    await untilServed(k6, target.url, await servedBy(target.url));
    await sleep(warmMs);
    const before = await look();
    await sleep(measureMs);
    const after = await look();
    const requests = after.served - before.served;
    const seconds = (after.atMs - before.atMs) / MS_PER_SECOND;
    requireRate(k6, requests / seconds, requestsPerSecond);
    return {
      requests,
      seconds,
      cpuSeconds: after.used.cpuSeconds - before.used.cpuSeconds,
      prometheusCpuSeconds: after.stored.cpuSeconds - before.stored.cpuSeconds,
      startCpuSeconds: before.used.cpuSeconds,
      rssBytesMax: after.used.rssBytesMax,
      liveBytes: liveBytes === undefined ? null : await liveBytes(),
    };
  } finally {
    await k6.stop(STOP_GRACE_MS);
  }
}

/** What a process has used so far. @throws CarnivalError where there is no /proc, or no such process any more */
export async function usedBy({ name, pid }: Pick<Child, 'name' | 'pid'>) {
  const { cpuSeconds, rssBytesMax } = await readUsage(pid);
  if (cpuSeconds === null || rssBytesMax === null)
    throw new CarnivalError(`cannot read what ${name} (process ${pid}) uses`, {
      hint: `the bench needs Linux, and ${name} alive`,
    });
  return { cpuSeconds, rssBytesMax };
}

async function untilServed(k6: Child, url: string, before: number): Promise<void> {
  const untilMs = performance.now() + BEGIN_LIMIT_MS;
  while (performance.now() < untilMs && k6.exit === null) {
    if ((await servedBy(url)) > before) return;
    await sleep(ASK_EVERY_MS);
  }
  throw new CarnivalError(`${k6.name} sends nothing: ${await lastLines(k6.logFile, LOG_TAIL_LINES)}`);
}

function requireRate({ name }: Child, is: number, wanted: number): void {
  if (Math.abs(is / wanted - 1) <= RATE_MISSED_MAX) return;
  throw new RateMissed(
    `${name} sent ${is.toFixed(0)} requests a second instead of ${wanted}: nothing can be compared`,
    { hint: 'is the machine quiet?' },
  );
}
