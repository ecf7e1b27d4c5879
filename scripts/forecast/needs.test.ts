import { describe, expect, it } from 'vitest';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import { mockShop } from '../../scenarios/targets/mock-shop/mock-shop.ts';
import { EXAMPLE_COSTS } from '../workshop/testing/example-costs.ts';
import type { Forecast, PhaseForecast } from './forecast.ts';
import { allBytes, generatorBytes, needsOf, requestsPerSecondAtMost, shoppersAtMost } from './needs.ts';
import { factsOf } from './run-forecast.ts';

/** Of a browser at pace 1. */
const THINK_SECONDS = 30;
const forecastOf = (requestsPerSecondMean: number): Forecast => ({
  plan: 'summer-carnival',
  scale: 1,
  pace: 1,
  speed: 60,
  seed: 1,
  shop: factsOf(mockShop(1)),
  phases: [
    { phase: 'burst', seconds: 120, requestsPerSecondMean, shoppersMax: 2_000_000 } as PhaseForecast,
  ].map((phase) => ({
    ...phase,
    intendedByPopulation: {},
    thinkSecondsMean: { browsers: THINK_SECONDS * summerCarnival.pace },
  })),
});
const needs = (requestsPerSecond: number, costs = EXAMPLE_COSTS) =>
  needsOf(summerCarnival, forecastOf(requestsPerSecond), costs, 2);

describe('what a forecast takes', () => {
  it('is idle cores and so much a request, and so many bytes a shopper', () => {
    const [burst] = needs(1000).phases;
    expect(burst!.generatorCores).toBeCloseTo(0.4, 9);
    expect(burst!.allCores).toBeCloseTo(1, 9);
    expect(burst!.generatorBytes).toBe(50_000_000 + 2_000_000 * 60);
  });

  it('at pace 1 is a fleet that nobody keeps busier than four fifths', () => {
    const { requestsPerSecond, generatorsOfOneCore } = needs(1000).paceOne;
    expect(requestsPerSecond).toBeCloseTo(2_000_000 / THINK_SECONDS, 6);
    expect((requestsPerSecond * 0.0002) / generatorsOfOneCore).toBeLessThanOrEqual(0.6);
    expect((requestsPerSecond * 0.0002) / (generatorsOfOneCore - 1)).toBeGreaterThan(0.6);
  });
});

describe('what cores allow', () => {
  it('is what they have left beside the idle generator, by what a request costs all in all', () => {
    expect(requestsPerSecondAtMost(2, EXAMPLE_COSTS)).toBeCloseTo(2250, 9);
    expect(requestsPerSecondAtMost(0.1, EXAMPLE_COSTS)).toBe(0);
  });

  it('is what keeps that many busy', () => {
    const busy = needs(requestsPerSecondAtMost(2, EXAMPLE_COSTS)).phases[0]!;
    expect(busy.allCores).toBeCloseTo(2, 9);
  });
});

describe('memory', () => {
  it('of shop, Prometheus and command comes on top of the generator’s, whatever the crowd', () => {
    for (const shoppers of [0, 2_000_000])
      expect(allBytes(shoppers, EXAMPLE_COSTS) - generatorBytes(shoppers, EXAMPLE_COSTS)).toBe(450_000_000);
  });

  it('allows as many shoppers as fit, and not one more', () => {
    const bytes = 620_000_000;
    expect(shoppersAtMost(bytes, EXAMPLE_COSTS)).toBe(2_000_000);
    expect(allBytes(2_000_000, EXAMPLE_COSTS)).toBe(bytes);
    expect(shoppersAtMost(bytes - 1, EXAMPLE_COSTS)).toBe(1_999_999);
  });

  it('allows nobody where not even an empty rehearsal fits', () => {
    expect(shoppersAtMost(400_000_000, EXAMPLE_COSTS)).toBe(0);
  });
});
