/** How many requests of a herd's step wait for an answer, second by second. A hang shows in nothing else: its later seconds are empty. */
import type { HerdSecond } from './observations.ts';

export interface HerdWait extends HerdSecond {
  /** At the end of the second: asked since the release, and neither answered nor given up. At least so many. */
  readonly open: number;
  /** Of these: so old that whatever answer comes is late. */
  readonly overdue: number;
}

/** Counters are written once a second, so a request may seem a second older than it is. */
const WRITTEN_EVERY_SECONDS = 1;

/** @param seconds without a gap, from the release on */
export function herdWaits(seconds: readonly HerdSecond[], withinMs: number): readonly HerdWait[] {
  const overdueSeconds = Math.ceil(withinMs / 1000) + WRITTEN_EVERY_SECONDS;
  const waits: HerdWait[] = [];
  let [balance, endedSoFar] = [0, 0];
  /** By second: open and ended so far. */
  const after: { readonly open: number; readonly endedSoFar: number }[] = [];
  for (const second of seconds) {
    // Below zero where more ended than was asked: requests from before the release, or a count that was written a second later. It is
    // carried on as it is, because that count comes in the next second.
    balance += second.intended - second.ended;
    const open = Math.max(0, balance);
    endedSoFar += second.ended;
    const old = after[after.length - overdueSeconds];
    const overdue = old === undefined ? 0 : Math.max(0, old.open - (endedSoFar - old.endedSoFar));
    after.push({ open, endedSoFar });
    waits.push({ ...second, open, overdue });
  }
  return waits;
}
