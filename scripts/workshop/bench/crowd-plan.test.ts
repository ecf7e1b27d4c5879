import { describe, expect, it } from 'vitest';
import { EMBEDDED } from '../../embedded/subject.ts';
import { runForecast } from '../../forecast/run-forecast.ts';
import { against, crowdPlan, pageShares } from './crowd-plan.ts';

const LOAD = { requestsPerSecond: 20, browsers: 4000, waiting: 0 };

describe('the crowd’s side', () => {
  it.each([
    { requestsPerSecond: 20, browsers: 4000 },
    { requestsPerSecond: 20, browsers: 500 },
    { requestsPerSecond: 50, browsers: 4000 },
  ])('of $browsers browsers sends $requestsPerSecond requests a second', (given) => {
    const [phase] = runForecast(crowdPlan({ ...given, waiting: 0 }), EMBEDDED).phases;
    expect(phase!.shoppersMax).toBe(given.browsers);
    expect(phase!.requestsPerSecondMean / given.requestsPerSecond).toBeCloseTo(1, 1);
  });

  it('has those who wait written into rows, and never lets them act', () => {
    const [phase] = runForecast(crowdPlan({ ...LOAD, waiting: 1000 }), EMBEDDED).phases;
    expect(phase!.herdShoppers).toBe(1000);
    expect(phase!.intendedByPopulation.waiting).toBe(0);
  });

  it('is pointed at one target whatever the shopper', () => {
    const { regions, run } = against('http://127.0.0.1:1', 5, crowdPlan(LOAD));
    expect(regions.map(({ name }) => run!.targets[name])).toEqual(['http://127.0.0.1:1']);
    expect(run!.zeroAtMs).toBe(5);
  });
});

describe('plain k6’s pages', () => {
  it('are those that the crowd asks for', () => {
    const [phase] = runForecast(crowdPlan(LOAD), EMBEDDED).phases;
    const shares = pageShares();
    expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    for (const [step, share] of Object.entries(shares))
      expect(phase!.intendedByStep[step]! / phase!.intended).toBeCloseTo(share, 1);
  });
});
