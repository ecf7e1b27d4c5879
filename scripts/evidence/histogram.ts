/** Reads cumulative buckets on the safe side: every sample counts as the upper end of its bucket. */
import type { Histogram } from './counted.ts';

const MS_PER_SECOND = 1000;

export const samplesIn = (histogram: Histogram): number =>
  histogram.buckets.reduce((most, bucket) => Math.max(most, bucket.count), 0);

/** Samples that may have been larger than `limitMs`: all above the last bucket that ends at or below it. */
export function samplesAbove(histogram: Histogram, limitMs: number): number {
  const within = histogram.buckets.filter(
    ({ leSeconds }) => leSeconds !== null && leSeconds <= limitMs / MS_PER_SECOND,
  );
  return samplesIn(histogram) - within.reduce((most, bucket) => Math.max(most, bucket.count), 0);
}

/** The upper end of the bucket that holds the quantile, milliseconds; Infinity in the last one, `null` without samples. */
export function quantileMs(histogram: Histogram, quantile: number): number | null {
  const n = samplesIn(histogram);
  if (n === 0) return null;
  const bucket = histogram.buckets.find(({ count }) => count >= quantile * n);
  return bucket === undefined || bucket.leSeconds === null
    ? Number.POSITIVE_INFINITY
    : bucket.leSeconds * MS_PER_SECOND;
}

/** The sum of two histograms with the same buckets. */
export const merged = (one: Histogram, other: Histogram): Histogram => ({
  buckets: one.buckets.map(({ leSeconds, count }, i) => ({
    leSeconds,
    count: count + (other.buckets[i]?.count ?? 0),
  })),
});
