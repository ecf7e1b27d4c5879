import { describe, expect, it } from 'vitest';
import { merged, quantileMs, samplesAbove, samplesIn } from './histogram.ts';

const histogram = {
  buckets: [
    { leSeconds: 0.01, count: 90 },
    { leSeconds: 0.1, count: 99 },
    { leSeconds: 0.3, count: 100 },
    { leSeconds: null, count: 200 },
  ],
};

describe('a cumulative histogram', () => {
  it.each([
    { quantile: 0.45, want: 10 },
    { quantile: 0.46, want: 100 },
    { quantile: 0.5, want: 300 },
    { quantile: 0.51, want: Number.POSITIVE_INFINITY },
  ])('reads quantile $quantile as the upper end of its bucket, $want ms', ({ quantile, want }) => {
    expect(quantileMs(histogram, quantile)).toBe(want);
  });

  it.each([
    { limitMs: 100, want: 101 },
    // The limit lies within a bucket, and all of the bucket may be above it.
    { limitMs: 99, want: 110 },
    { limitMs: 5, want: 200 },
  ])('counts $want samples that may be above $limitMs ms', ({ limitMs, want }) => {
    expect(samplesAbove(histogram, limitMs)).toBe(want);
  });

  it('adds up bucket by bucket', () => {
    expect(merged(histogram, histogram).buckets[1]).toEqual({ leSeconds: 0.1, count: 198 });
  });

  it('has no quantile without samples', () => {
    expect(quantileMs({ buckets: [] }, 0.99)).toBeNull();
    expect(samplesIn({ buckets: [] })).toBe(0);
    expect(samplesAbove({ buckets: [] }, 100)).toBe(0);
  });
});
