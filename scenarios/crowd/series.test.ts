import { describe, expect, it } from 'vitest';
import { COUNTER } from '../metrics.ts';
import { arriving, crowdOf, gazer, held, herd } from '../testing/world.ts';

const OK = 200;

describe('what a crowd writes', () => {
  it('is every series at its start, once a second what grew, and every series at its end', () => {
    const crowd = crowdOf([held(10), arriving(3600), herd(3, 1)], { seconds: 5 });
    const announced = crowd.writes.size;
    expect(new Set(crowd.writes.values())).toEqual(new Set([1]));
    const before = new Map(crowd.writes);
    crowd.tickUntil(4995);
    expect(crowd.writes.size).toBe(announced);
    const again = (name: string) => [...crowd.writes].filter(([series]) => series.startsWith(`${name} `));
    for (const [series, times] of again(COUNTER.shopperSeconds)) {
      expect(times - before.get(series)!).toBeGreaterThanOrEqual(4);
      expect(times - before.get(series)!).toBeLessThanOrEqual(6);
    }
    // Nothing was answered, so these grew at no time: the first tick writes all, and then nothing does.
    for (const [, times] of again(COUNTER.responses)) expect(times).toBe(2);
    const last = new Map(crowd.writes);
    crowd.crowd.flush();
    for (const [series, times] of last) expect(crowd.writes.get(series)).toBe(times + 1);
    expect(crowd.totals.sum(COUNTER.vuStarted, { vu: '0' })).toBe(1);
    expect(crowd.totals.sum(COUNTER.vuFinished)).toBe(0);
  });

  it('has a series of zero for each step, region and outcome that its behaviours could meet, and no other', () => {
    const crowd = crowdOf([herd(1, 1)]);
    const steps = Object.keys(crowd.totals.by(COUNTER.responses, 'step'));
    expect(steps.sort()).toEqual(['flash.take', 'order.create', 'payment.pay']);
    const series = [...crowd.writes.keys()].filter((each) => each.startsWith(`${COUNTER.responses} `));
    const [outcomes, within, regions] = [4, 3, 3];
    expect(series).toHaveLength(steps.length * outcomes * within * regions);
  });

  it('is each shopper once, however often it asks', () => {
    const crowd = crowdOf([held(100, 'gazer')], { seconds: 30, behaviours: [gazer(1)] });
    while (crowd.nowMs < 29_000) {
      const from = crowd.sent.length;
      crowd.tickAt(crowd.nowMs + 5);
      for (const { answer } of crowd.sent.slice(from)) answer(OK);
    }
    crowd.crowd.flush();
    expect(crowd.sent.length).toBeGreaterThan(2000);
    expect(crowd.totals.by(COUNTER.sessions, 'population')).toEqual({ browsers: 100 });
    expect(crowd.totals.by(COUNTER.distinctShoppers, 'population')).toEqual({ browsers: 100 });
    expect(crowd.totals.by(COUNTER.intendedByPopulation, 'population')).toEqual({
      browsers: crowd.sent.length,
    });
    expect(crowd.totals.sum(COUNTER.shopperSeconds)).toBeCloseTo(100 * 29, 6);
  });
});
