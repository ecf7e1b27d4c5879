import { describe, expect, it } from 'vitest';
import { plainReading } from '../../../scenarios/shop/read-answer.ts';
import { EMBEDDED } from '../../embedded/subject.ts';
import { runForecast } from '../../forecast/run-forecast.ts';
import { knownOf, type Subject } from '../../forecast/subject.ts';
import { shopMistakes } from '../../own-shop/shop-checks.ts';
import { type OwnLoad, ownPlan } from './own-plan.ts';
import { OWN_SHOPS, type OwnShopName } from './own-shops.ts';

const LOAD: OwnLoad = {
  shop: 'session',
  behaviour: 'shopper',
  requestsPerSecond: 20,
  active: 1000,
  waiting: 500,
};

/** All goes well. */
const inShop = (name: OwnShopName): Subject => ({
  ...EMBEDDED,
  shopOf: () => OWN_SHOPS[name],
  known: knownOf(OWN_SHOPS[name]),
  expected: () => ({ answer: () => ({ status: 200, latencyMs: 5, reading: plainReading('ok', null) }) }),
});

describe('the bench’s shops of a user’s', () => {
  it.each(Object.keys(OWN_SHOPS) as OwnShopName[])('have no mistake: %s', (name) => {
    expect(shopMistakes(OWN_SHOPS[name])).toEqual([]);
  });

  it('have their shoppers log in first, and then do everything', () => {
    const [phase] = runForecast(ownPlan(LOAD), inShop('session')).phases;
    expect(phase!.intendedByPopulation.waiting).toBe(0);
    expect(phase!.herdShoppers).toBe(500);
    for (const step of ['login', 'list', 'add', 'order'])
      expect(phase!.intendedByStep[step]).toBeGreaterThan(0);
  });

  it.each([
    LOAD,
    { ...LOAD, requestsPerSecond: 40 },
    { ...LOAD, behaviour: 'passer' },
    { ...LOAD, shop: 'status', behaviour: 'reader', waiting: 0 },
  ] as const)('send at the wanted rate: $shop, $behaviour, $requestsPerSecond', (load) => {
    const [phase] = runForecast(ownPlan(load), inShop(load.shop)).phases;
    expect(phase!.requestsPerSecondMean / load.requestsPerSecond).toBeCloseTo(1, 1);
  });
});
