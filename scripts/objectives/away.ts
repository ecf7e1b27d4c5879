/** How a breaker was open in its drill: from its first opening on, and each half-open episode that ended with another. */
import { openForMs } from '../breakers/bounds.ts';
import { growth, isAway, READING_MS, type Reading, STALE_MS, upTo } from '../breakers/readings.ts';
import type { BreakerInDrill } from './clause.ts';

export interface Away {
  /** The last reading before it opened. */
  readonly before: Reading;
  /** From the first that shows it open, to the last before it is shut. Those that tell no state are left out. */
  readonly readings: readonly Reading[];
  /** The first that shows it shut again; null: none does. */
  readonly after: Reading | null;
}

/** Why there is nothing to look at, or the first time that it was open after the fault was set. */
export function awayIn({ readings, set }: BreakerInDrill): Away | string {
  const told = readings.filter(({ state }) => state !== null);
  const first = told.findIndex((reading) => reading.atMs > set.afterMs && isAway(reading));
  if (first < 0) return 'it was never seen open';
  const before = told[first - 1];
  if (before === undefined) return 'no reading of it before the fault';
  if (isAway(before)) return 'it was open before the fault';
  const shut = told.findIndex((reading, i) => i > first && !isAway(reading));
  const end = shut < 0 ? told.length : shut;
  return { before, readings: told.slice(first, end), after: told[end] ?? null };
}

/** How many readings the arrivals may be older or younger than the state beside them. */
export const APART = STALE_MS / READING_MS;

/**
 * Without the first two and the last two of them: the arrivals of the third are surely counted after the first's state, and those of the
 * last but two before the last's.
 */
export const surelyIn = (readings: readonly Reading[]): readonly Reading[] => readings.slice(APART, -APART);

/** Stretches in which it stayed open: no reading shows anything else, and it has not opened again. */
export function openStretches(readings: readonly Reading[]): readonly (readonly Reading[])[] {
  const stretches: Reading[][] = [];
  let last: Reading | null = null;
  for (const reading of readings) {
    if (reading.state === 'open') {
      const isSame = last?.state === 'open' && last.opened === reading.opened;
      if (isSame) stretches.at(-1)!.push(reading);
      else stretches.push([reading]);
    }
    last = reading;
  }
  return stretches;
}

/**
 * How many half-open episodes lie between two readings that show it open. Where its openings are not counted: as many as there may
 * be, since each is followed by at least `openMs`.
 */
export function episodesBetween(
  readings: readonly Reading[],
  { breaker }: Pick<BreakerInDrill, 'breaker'>,
): number | null {
  const opened = growth(readings, 'opened');
  if (opened !== null) return opened;
  const openMs = openForMs(breaker, 1);
  const [first, last] = [readings[0], readings.at(-1)];
  if (openMs === null || openMs <= 0 || first === undefined || last === undefined) return null;
  return Math.ceil((last.atMs - first.atMs + READING_MS) / openMs);
}

/**
 * Calls that had passed the breaker when it opened, but had not reached the dependency yet: what passed and has not arrived, beyond
 * what is usual before the fault: the lowest tenth, because a scrape that was missed says too little. Null where it cannot be told.
 */
export function onTheirWay({ readings, set }: BreakerInDrill, opened: Reading): number | null {
  const missing = ({ calls, rejected, arrivals }: Reading): number | null =>
    calls === null || rejected === null || arrivals === null ? null : calls - rejected - arrivals;
  const now = missing(opened);
  const before = upTo(readings, set.afterMs).flatMap((reading) => missing(reading) ?? []);
  const usual = before.sort((one, other) => one - other)[Math.floor(before.length / 10)];
  return now === null || usual === undefined ? null : Math.max(0, now - usual);
}

/** The last reading before the fault, which shows the breaker shut; or why nothing can be said. */
export function shutBefore({ readings, set }: Pick<BreakerInDrill, 'readings' | 'set'>): Reading | string {
  const last = upTo(readings, set.afterMs).findLast(({ state }) => state !== null);
  if (last === undefined) return 'no reading of it before the fault';
  return isAway(last) ? 'it was open before the fault' : last;
}
