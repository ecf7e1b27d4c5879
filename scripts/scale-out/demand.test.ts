import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { arriving, held, herd } from '../../scenarios/campaigns/populations.ts';
import type { Forecast } from '../forecast/forecast.ts';
import { demandOf, steeper } from './demand.ts';

const rates = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 60 })
  .map((values) => Float64Array.from(values));

describe('a burst that is steeper', () => {
  it('rises in half the time to the same height, and stays there', () => {
    const slow = [0, 0, 10, 20, 30, 40, 40];
    expect([...steeper(Float64Array.from(slow), 2)]).toEqual([0, 0, 20, 40, 40, 40, 40]);
  });

  it('asks for no less in any second, and for no more than the highest', () => {
    fc.assert(
      fc.property(rates, fc.double({ min: 1, max: 20, noNaN: true }), (given, factor) => {
        const steep = steeper(given, factor);
        for (const [second, rate] of steep.entries()) {
          expect(rate).toBeGreaterThanOrEqual(given[second]! - 1e-9);
          expect(rate).toBeLessThanOrEqual(Math.max(...given) + 1e-9);
        }
      }),
    );
  });

  it('is the same burst at a factor of one', () => {
    fc.assert(
      fc.property(rates, (given) => {
        expect([...steeper(given, 1)]).toEqual([...given]);
      }),
    );
  });
});

describe('the demand of a plan', () => {
  const burst = { name: 'burst', calendarMinutes: 20, begins: { after: 'previous' } } as const;
  const plan = {
    ...{ pace: 80, speed: 60, scale: 1 },
    phases: [
      {
        ...{ name: 'before', calendarMinutes: 10, begins: { after: 'previous' } },
        populations: [held('browsers', 'browser', 1000)],
      },
      { ...burst, populations: [held('browsers', 'browser', 9000), arriving('buyers', 'buyer', 36_000)] },
      {
        ...{ name: 'flash', calendarMinutes: 2, begins: { during: 'burst', atMinute: 5 } },
        populations: [herd('herd', 'buyer', 600, 1, { medianMs: 1500, p99Ms: 6000 })],
      },
    ],
  } as unknown as Plan;
  const counts = { browsers: [1, 1], buyers: [10, 40], herd: [600, 1200] } as const;
  const forecast = {
    phases: plan.phases.map(() => ({
      thinkSecondsMean: { browsers: 800 },
      sessions: Object.fromEntries(Object.entries(counts).map(([name, [sessions]]) => [name, sessions])),
      intendedByPopulation: Object.fromEntries(
        Object.entries(counts).map(([name, [, sent]]) => [name, sent]),
      ),
    })),
  } as unknown as Forecast;
  const { perSecond, burstSeconds, fromSeconds, phase } = demandOf(plan, forecast, {
    ...{ leadSeconds: 300, riseSeconds: 120 },
  });

  it('is of its busiest phase and what lies before it, with real think times on the real calendar', () => {
    expect({ phase, burstSeconds, fromSeconds, seconds: perSecond.length }).toEqual({
      ...{ phase: 'burst', burstSeconds: 300, fromSeconds: 300, seconds: 1500 },
    });
    // 1,000 shoppers who think for ten seconds; then 9,000, and 10 sessions a second of 4 requests.
    expect(perSecond[299]).toBeCloseTo(100);
    expect(perSecond.at(-1)).toBeCloseTo(940);
  });

  it('rises evenly where a held crowd begins, and at once where sessions arrive', () => {
    expect(perSecond[300]! - perSecond[299]!).toBeCloseTo(40 + 800 / 120);
    expect(perSecond[360]).toBeCloseTo(40 + 100 + (61 / 120) * 800);
    expect(perSecond[420]).toBeCloseTo(940);
  });

  it('has the requests of a herd, when it has reacted', () => {
    const released = 300 + 6 * 60;
    const extra = perSecond.slice(released, released + 60).map((rate) => rate - 940);
    expect(extra.reduce((sum, rate) => sum + rate, 0)).toBeCloseTo(1200, 0);
    expect(Math.max(...extra)).toBe(extra[1]);
    expect(perSecond[released - 1]).toBeCloseTo(940);
  });

  it('begins with nobody where the plan begins with its burst', () => {
    const only = { ...plan, phases: [plan.phases[1]!] } as Plan;
    const demand = demandOf(only, forecast, { leadSeconds: 300, riseSeconds: 1 });
    expect(demand.fromSeconds).toBe(-300);
    expect([demand.perSecond[299], demand.perSecond[300]]).toEqual([0, 940]);
  });
});
