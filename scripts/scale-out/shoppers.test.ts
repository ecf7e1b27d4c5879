import { describe, expect, it } from 'vitest';
import plan from '../../scenarios/campaigns/summer-carnival.ts';
import { EMBEDDED } from '../embedded/subject.ts';
import type { Forecast } from '../forecast/forecast.ts';
import { type GivenSettings, settingsWith } from './settings.ts';
import { type Shoppers, shoppersOf } from './shoppers.ts';

/** With requests of these populations alone. */
const shoppers = (intendedByPopulation: Record<string, number>, given: GivenSettings = {}): Shoppers =>
  shoppersOf(
    plan,
    EMBEDDED.shopOf(plan),
    { phases: [{ phase: 'burst', intendedByPopulation }] } as unknown as Forecast,
    'burst',
    settingsWith(given),
  );

describe('shoppers who are not served', () => {
  it('leave with the order that their session still led to', () => {
    // claim, redeem, order and pay: the first three still lead to one order, and nobody tries again.
    expect(shoppers({ 'coupon-buyers': 100 })).toEqual({
      ...{ timeoutSeconds: 10, retryShare: 0, retrySeconds: 0, ordersEach: 0.75 },
    });
  });

  it('who only look lose no order, and half of most of their steps try again after a thought', () => {
    const browsers = shoppers({ browsers: 100 });
    expect(browsers.ordersEach).toBe(0);
    expect(browsers.retryShare).toBeGreaterThan(0.4);
    expect(browsers.retryShare).toBeLessThan(0.5);
    expect(browsers.retrySeconds).toBeGreaterThan(20);
    expect(browsers.retrySeconds).toBeLessThan(45);
  });

  it('count as often as they send at real think times, whatever the pace', () => {
    // A browser's requests are counted 80 times, because the rehearsal stretches its thoughts by so much.
    const mixed = shoppers({ browsers: 100, 'coupon-buyers': 8000 });
    expect(mixed.ordersEach).toBeCloseTo(0.375);
  });

  it('who are bots lose nothing that anybody wants', () => {
    expect(shoppers({ scalpers: 100 }).ordersEach).toBe(0);
  });

  it('do as the file says, where it says something', () => {
    expect(
      shoppers({ browsers: 1 }, { shoppers: { timeoutSeconds: 3, retryShare: 0, retrySeconds: 9 } }),
    ).toMatchObject({
      ...{ timeoutSeconds: 3, retryShare: 0, retrySeconds: 9 },
    });
  });
});
