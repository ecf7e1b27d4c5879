/** What the forecast says of the project's own plans: everybody is in them, and one machine can carry them. */
import { describe, expect, it } from 'vitest';
import smoke from '../../scenarios/campaigns/smoke.ts';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import { mockShop } from '../../scenarios/targets/mock-shop/mock-shop.ts';
import { EMBEDDED } from '../embedded/subject.ts';
import { readCosts } from './costs.ts';
import { needsOf } from './needs.ts';
import { runForecast } from './run-forecast.ts';

/** Of the machine that `docs/costs.json` was measured on, and for which the plans are sized. */
const CORES = 2;
/**
 * The herd is as large as a request of at most this cost allows, by the forecast. The forecast is cautious: three rehearsals carried the
 * herd on time at 0.00032, with its requests no dearer than all others'. So dearer costs say nothing about it.
 */
const CPU_SECONDS_PER_REQUEST_MAX = 0.0003;
const costs = await readCosts();

describe.each([summerCarnival, smoke])('the forecast of $name', (plan) => {
  const forecast = runForecast(plan, EMBEDDED);
  const { phases } = forecast;

  const isMadeFor = costs.allCpuSecondsPerRequest <= CPU_SECONDS_PER_REQUEST_MAX;
  it.skipIf(!isMadeFor)('has a herd that two cores send on time beside the busiest phase', () => {
    const { herd } = needsOf(plan, forecast, costs, CORES);
    expect(herd!.shoppers).toBeGreaterThan(0);
    expect(herd!.shoppers).toBeLessThanOrEqual(herd!.here.shoppersMax);
  });

  it('keeps two cores busy in no phase', () => {
    for (const { phase, allCores } of needsOf(plan, forecast, costs, CORES).phases)
      expect({ phase, fits: allCores < CORES }).toEqual({ phase, fits: true });
  });

  it('has at least one session and one request in every population', () => {
    const nobody = phases.flatMap(({ phase, populations, intendedByPopulation }) =>
      populations
        .filter(({ population }) => !((intendedByPopulation[population] ?? 0) > 0))
        .map((each) => [phase, each.population]),
    );
    expect(nobody).toEqual([]);
  });
});

describe('the forecast of summer-carnival', () => {
  it('comes to every step that the shop serves', () => {
    const { phases } = runForecast(summerCarnival, EMBEDDED);
    const steps = mockShop(summerCarnival.shop.products).steps.map(({ name }) => name);
    const visits = (step: string) =>
      phases.reduce((sum, { intendedByStep }) => sum + intendedByStep[step]!, 0);
    expect(steps.length).toBeGreaterThan(30);
    expect(steps.filter((step) => visits(step) === 0)).toEqual([]);
  });
});
