import { describe, expect, it } from 'vitest';
import { timelineSchema } from '../../evidence/timeline.ts';
import { PLAN } from '../../workshop/testing/small-plan.ts';
import { PrometheusError, type Series } from './query.ts';
import { readTimeline } from './read-timeline.ts';

const ZERO_MS = 1_000_000;
const SECONDS = 4;
const RUN = {
  runId: 'run-1',
  startedAtMs: ZERO_MS - 5000,
  zeroAtMs: ZERO_MS,
  endedAtMs: ZERO_MS + SECONDS * 1000,
  steps: 3,
};
/** Readings from the first second on. */
const series = (labels: Record<string, string>, readings: readonly number[]): Series => ({
  labels,
  points: readings.map((value, i) => ({ atMs: ZERO_MS + (i + 1) * 1000, value })),
});
const ANSWER = { scenario: 'burst', step: 'coupon.redeem', region: 'east', within: 'true' };

function prometheus(answers: Readonly<Record<string, readonly Series[]>>) {
  const asked: string[] = [];
  return {
    asked,
    instant: () => Promise.reject(new Error('nobody asks for it')),
    range: async (query: string) => {
      asked.push(query);
      return Object.entries(answers).find(([part]) => query.includes(part))?.[1] ?? [];
    },
  };
}

describe('a timeline that is read', () => {
  it('has answers by step and region as objectives count them, and drills apart', async () => {
    const source = prometheus({
      'sum by (scenario, step': [
        series({ ...ANSWER, outcome: 'ok' }, [10, 20, 30, 40]),
        series({ ...ANSWER, outcome: 'failed', within: 'false' }, [0, 1, 1, 1]),
        series({ ...ANSWER, outcome: 'ok', within: 'false' }, [0, 0, 2, 2]),
        // Late only because of the generator, and stopped: in no share.
        series({ ...ANSWER, outcome: 'ok', within: 'own' }, [5, 5, 5, 5]),
        series({ ...ANSWER, outcome: 'stopped' }, [5, 5, 5, 5]),
        series({ ...ANSWER, outcome: 'failed', drill: 'bank-down' }, [0, 0, 0, 7]),
      ],
    });
    const { steps } = await readTimeline(source, RUN, PLAN);
    const place = { step: 'coupon.redeem', region: 'east' };
    expect(steps).toEqual([
      { ...place, inDrill: false, ok: [10, 10, 12, 10], failed: [0, 1, 0, 0], late: [0, 1, 2, 0] },
      { ...place, inDrill: true, failed: [0, 0, 0, 7], late: [0, 0, 0, 7] },
    ]);
  });

  it('has quantiles within their buckets, and none where nothing was counted', async () => {
    const source = prometheus({
      response_time: [
        series({ scenario: 'burst', le: '0.1' }, [0, 50, 50, 50]),
        series({ scenario: 'burst', le: '0.2' }, [0, 100, 100, 100]),
        series({ scenario: 'burst', le: '+Inf' }, [0, 100, 100, 101]),
      ],
    });
    const { responseTime } = await readTimeline(source, RUN, PLAN);
    // The last one lies beyond all bounds: its bucket's lower end.
    expect(responseTime.p50Ms).toEqual([null, 100, null, 200]);
    expect(responseTime.p99Ms).toEqual([null, 198, null, 200]);
  });

  it('leaves out what the shop does not tell, and asks for this run alone', async () => {
    const source = prometheus({});
    const timeline = await readTimeline(source, RUN, PLAN);
    expect(timelineSchema.parse(timeline)).toEqual(timeline);
    expect(timeline.coupons).toBeUndefined();
    expect(timeline.shoppers).toEqual([null, null, null, null]);
    for (const query of source.asked) expect(query).toContain('run_id="run-1"');
  });

  it('has coupons and stock where the shop tells of them', async () => {
    const told = [series({ region: 'east' }, [1, 2, 3, 4])];
    const source = prometheus({ shop_coupons: told, shop_stock: told });
    const { coupons, stockLeftPieces } = await readTimeline(source, RUN, PLAN);
    expect(coupons).toEqual({ issued: [1, 2, 3, 4], redeemed: [1, 2, 3, 4], left: [1, 2, 3, 4] });
    expect(stockLeftPieces).toEqual([1, 2, 3, 4]);
  });

  it('is none when Prometheus does not answer', async () => {
    const source = {
      instant: () => Promise.reject(new Error('nobody asks for it')),
      range: () => Promise.reject(new PrometheusError('unreachable', 'it is gone')),
    };
    await expect(readTimeline(source, RUN, PLAN)).rejects.toThrow(PrometheusError);
  });
});
