import { describe, expect, it } from 'vitest';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import { mockShop } from '../../scenarios/targets/mock-shop/mock-shop.ts';
import { EXAMPLE_COSTS } from '../workshop/testing/example-costs.ts';
import type { Forecast, PhaseForecast } from './forecast.ts';
import { herdNeeds } from './herd-needs.ts';
import { factsOf } from './run-forecast.ts';

/** 3,000 shoppers who send 500 requests in their busiest second, during a burst. */
const forecastOf = (burstPerSecond: number, herdPerSecond = 500): Forecast => {
  const rates: Readonly<Record<string, number>> = { burst: burstPerSecond, continuation: 9999 };
  return {
    plan: 'summer-carnival',
    scale: 1,
    pace: 1,
    speed: 60,
    seed: 1,
    shop: factsOf(mockShop(1)),
    phases: summerCarnival.phases.map(
      ({ name }) =>
        ({
          phase: name,
          requestsPerSecondMean: rates[name] ?? 0,
          herdShoppers: name === 'flash-sale' ? 3000 : 0,
          herdRequestsPerSecondMax: name === 'flash-sale' ? herdPerSecond : 0,
        }) as PhaseForecast,
    ),
  };
};
const FLEET_CORES_IDLE = 2;
const needs = (forecast: Forecast, plan: Plan = summerCarnival) =>
  herdNeeds(plan, forecast, EXAMPLE_COSTS, { cores: 2, fleetCoresIdle: FLEET_CORES_IDLE })!;

describe('a herd', () => {
  // Nine tenths of two cores, less a fifth of one, at 0.8 ms a request.
  const ALL_PER_SECOND = 2000;

  it('is carried beside the phase that it breaks into, up to what the cores send, answer and count', () => {
    const { besidePerSecond, here } = needs(forecastOf(1200));
    expect(besidePerSecond).toBe(1200);
    // 800 a second are left, and each shopper of this herd sends a sixth of a request in its busiest second.
    expect(here.shoppersMax).toBe(Math.floor((ALL_PER_SECOND - 1200) * 6));
    expect(here.stretch).toBeCloseTo(500 / 800, 9);
  });

  it('that is too steep must react more slowly by as much', () => {
    expect(needs(forecastOf(1200, 1600)).here.stretch).toBeCloseTo(2, 9);
  });

  it('is nobody where no core is idle, however slowly it reacts', () => {
    expect(needs(forecastOf(2500)).here).toEqual({ shoppersMax: 0, stretch: Number.POSITIVE_INFINITY });
  });

  it('is what a fleet sends from the cores that it keeps idle', () => {
    const spare = FLEET_CORES_IDLE / EXAMPLE_COSTS.generatorCpuSecondsPerRequest;
    expect(needs(forecastOf(1200)).fleet.shoppersMax).toBe(Math.floor(spare * 6));
  });

  it('has the reaction of its plan, or none', () => {
    expect(needs(forecastOf(1)).reaction).toEqual({ medianMs: 1500, p99Ms: 6000 });
    const phases = summerCarnival.phases.map((phase) => ({
      ...phase,
      populations: phase.populations.map((each) => {
        if (each.kind !== 'herd') return each;
        const { reaction: _, ...rest } = each;
        return rest;
      }),
    }));
    expect(needs(forecastOf(1), { ...summerCarnival, phases }).reaction).toBeNull();
  });

  it('needs nothing where a plan has none', () => {
    expect(
      herdNeeds(summerCarnival, forecastOf(1, 0), EXAMPLE_COSTS, { cores: 2, fleetCoresIdle: 1 }),
    ).toBeNull();
  });
});
