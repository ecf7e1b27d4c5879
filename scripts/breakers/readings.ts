/** A breaker's readings row by row, and what can be told from them. A null was not told; counters are compared across it. */
import type { BreakerReadings } from '../evidence/drills-seen.ts';
import type { CallsCounted } from './bounds.ts';
import type { ResolvedBreaker } from './presets.ts';

/** How far readings are apart: the run's Prometheus scrapes so often. */
export const READING_MS = 250;
/** What a reading tells may be so old, if a scrape was missed; what is older is not told. */
export const STALE_MS = 2 * READING_MS;
const MS_PER_SECOND = 1000;

export interface Reading {
  readonly atMs: number;
  readonly state: 'closed' | 'half-open' | 'open' | null;
  readonly opened: number | null;
  readonly calls: number | null;
  readonly rejected: number | null;
  readonly arrivals: number | null;
}
export type Counted = 'opened' | 'calls' | 'rejected' | 'arrivals';

/**
 * Where metrics do not tell half-open from closed, a breaker that was open is taken as half-open until more calls have reached the
 * dependency than there are probes: only a closed one lets them through. Without a count of them, it stays half-open.
 */
export function readingsOf(
  { atMs, state, opened, calls, rejected, arrivals }: BreakerReadings,
  { tellsHalfOpen, probesMax }: Pick<ResolvedBreaker, 'tellsHalfOpen' | 'probesMax'>,
): readonly Reading[] {
  const rows = atMs.map(
    (at, i): Reading => ({
      atMs: at,
      state: state[i] ?? null,
      opened: opened[i] ?? null,
      calls: calls[i] ?? null,
      rejected: rejected[i] ?? null,
      arrivals: arrivals[i] ?? null,
    }),
  );
  return tellsHalfOpen || probesMax === null ? rows : withHalfOpen(rows, probesMax);
}

function withHalfOpen(rows: readonly Reading[], probesMax: number): readonly Reading[] {
  let lastOpen: Reading | null = null;
  return rows.map((row) => {
    if (row.state === 'open') lastOpen = row;
    if (row.state !== 'closed' || lastOpen === null) return row;
    const passed = row.arrivals === null || lastOpen.arrivals === null ? 0 : row.arrivals - lastOpen.arrivals;
    if (passed <= probesMax) return { ...row, state: 'half-open' };
    lastOpen = null;
    return row;
  });
}

/** Whether it is told to be open or half-open. */
export const isAway = ({ state }: Reading): boolean => state === 'open' || state === 'half-open';

/** Up to that moment, and from it on. */
export const upTo = (readings: readonly Reading[], ms: number): readonly Reading[] =>
  readings.filter(({ atMs }) => atMs <= ms);
export const from = (readings: readonly Reading[], ms: number): readonly Reading[] =>
  readings.filter(({ atMs }) => atMs >= ms);

/** How much a counter grew over the readings; null if fewer than two tell. */
export function growth(readings: readonly Reading[], counted: Counted): number | null {
  const told = readings.filter((each) => each[counted] !== null);
  return told.length < 2 ? null : told.at(-1)![counted]! - told[0]![counted]!;
}

/** Calls that its caller wanted to make. Those of a breaker that tells none are the arrivals, while it is shut. */
export function callsIn(readings: readonly Reading[]): CallsCounted | null {
  for (const counted of ['calls', 'arrivals'] as const) {
    const told = readings.filter((each) => each[counted] !== null);
    const [first, last] = [told[0], told.at(-1)];
    if (first === undefined || last === undefined || last.atMs === first.atMs) continue;
    const calls = last[counted]! - first[counted]!;
    return { calls, seconds: (last.atMs - first.atMs) / MS_PER_SECOND };
  }
  return null;
}

/** From one reading to the next that tells the state. */
export interface Step {
  readonly before: Reading;
  readonly after: Reading;
}

export function stepsOf(readings: readonly Reading[]): readonly Step[] {
  const told = readings.filter(({ state }) => state !== null);
  return told.slice(1).map((after, i) => ({ before: told[i]!, after }));
}

/** Whether it opened in between: it is open after being shut, or it has opened and is shut again. */
export const hasOpened = ({ before, after }: Step): boolean =>
  !isAway(before) && (isAway(after) || grew(before, after));

const grew = (before: Reading, after: Reading): boolean =>
  before.opened !== null && after.opened !== null && after.opened > before.opened;

/** The longest stretch between two readings that tell its state, milliseconds; from and to the given times. */
export function longestGapMs(readings: readonly Reading[], fromMs: number, toMs: number): number {
  const times = [
    fromMs,
    ...readings
      .filter(({ state, atMs }) => state !== null && atMs > fromMs && atMs < toMs)
      .map(({ atMs }) => atMs),
    toMs,
  ];
  return times.slice(1).reduce((most, atMs, i) => Math.max(most, atMs - times[i]!), 0);
}
