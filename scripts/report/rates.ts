/** Counts over time as rates. */
import type { Timeline } from '../evidence/timeline.ts';

/**
 * k6 hands its counts over once a second, and a busy machine makes it late: then one second has none and the next has two. A mean over
 * this time shows the load and not the lateness.
 */
const SMOOTHED_SECONDS = 5;

/** Per second, each the mean of the seconds around it. */
export function ratesOf(
  counts: readonly number[],
  { sliceSeconds }: Pick<Timeline, 'sliceSeconds'>,
): readonly number[] {
  const half = Math.floor(Math.max(1, SMOOTHED_SECONDS / sliceSeconds) / 2);
  return counts.map((_, i) => {
    const around = counts.slice(Math.max(0, i - half), i + half + 1);
    return around.reduce((sum, count) => sum + count, 0) / (around.length * sliceSeconds);
  });
}
