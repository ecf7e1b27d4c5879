import { describe, expect, it } from 'vitest';
import { COUNTER, GAUGE, inPrometheus, LAG_BUCKETS_MS, TIME_BUCKETS_MS } from './metrics.ts';

describe('the metrics', () => {
  it('have a name each', () => {
    const names = [...Object.values(COUNTER), ...Object.values(GAUGE)];
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([
    { given: COUNTER.intended, want: 'k6_carnival_intended_total' },
    { given: COUNTER.sendLagBucket, want: 'k6_carnival_send_lag_seconds_bucket_total' },
    { given: GAUGE.shoppers, want: 'k6_carnival_shoppers' },
  ])('are found in Prometheus: $given as $want', ({ given, want }) => {
    expect(inPrometheus(given)).toBe(want);
  });

  it.each([
    { given: 'lags, read at 100 ms', bounds: LAG_BUCKETS_MS, limit: 100 },
    { given: "times, read at the campaign's 1.2 s", bounds: TIME_BUCKETS_MS, limit: 1200 },
  ])('have buckets for $given that ascend', ({ bounds, limit }) => {
    const given: readonly number[] = bounds;
    expect(given).toEqual([...given].sort((a, b) => a - b));
    expect(new Set(given).size).toBe(given.length);
    expect(given).toContain(limit);
  });
});
