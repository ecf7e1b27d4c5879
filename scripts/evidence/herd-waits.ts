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
  let [open, endedSoFar] = [0, 0];
  /** By second: open and ended so far. */
  const after: { readonly open: number; readonly endedSoFar: number }[] = [];
  for (const second of seconds) {
    // More may end than was asked since the release: requests from before it.
    open = Math.max(0, open + second.intended - second.ended);
    endedSoFar += second.ended;
    const old = after[after.length - overdueSeconds];
    const overdue = old === undefined ? 0 : Math.max(0, old.open - (endedSoFar - old.endedSoFar));
    after.push({ open, endedSoFar });
    waits.push({ ...second, open, overdue });
  }
  return waits;
}
