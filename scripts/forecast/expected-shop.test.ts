import { describe, expect, it } from 'vitest';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import smoke from '../../scenarios/campaigns/smoke.ts';
import type { Visit } from '../../scenarios/storefront/storefront.ts';
import { expectedShop } from './expected-shop.ts';

const ONE_YUAN = '/coupons/one-yuan/claims';
const FORTY_OFF = '/coupons/40-off-300/claims';
const FLASH = '/flash/flash-1/pieces';
const plan: Plan = {
  ...smoke,
  scale: 0.1,
  regions: [
    { name: 'east', share: 0.75 },
    { name: 'south', share: 0.25 },
  ],
  shop: { ...smoke.shop, couponQuota: 80, flashStockPieces: 40, recall: { atMinute: 0, members: 120 } },
};
const ASKED = 20;

/** How many of twenty such requests in a region are ok. */
function okOf(
  step: string,
  path: string,
  region: string,
  behaviour = 'coupon-buyer',
  shop = expectedShop(plan),
) {
  const request = { method: 'POST', path, body: null, key: null } as const;
  const answers = Array.from(
    { length: ASKED },
    () => shop.answer(step, region, request, 0, { behaviour } as Visit).status,
  );
  return answers.filter((status) => status === 201).length;
}

describe('the shop as expected', () => {
  it.each([
    { what: 'coupons of one campaign', step: 'coupon.claim', path: FORTY_OFF, want: [6, 2] },
    { what: 'one-yuan coupons', step: 'coupon.claim', path: ONE_YUAN, want: [9, 3] },
    { what: 'pieces of the flash sale', step: 'flash.take', path: FLASH, want: [3, 1] },
  ])('has as many $what as the scaled plan gives each region', ({ step, path, want }) => {
    expect(['east', 'south'].map((region) => okOf(step, path, region))).toEqual(want);
  });

  it('gives coupons of one campaign whatever was claimed of another', () => {
    const shop = expectedShop(plan);
    expect(okOf('coupon.claim', FORTY_OFF, 'east', 'coupon-buyer', shop)).toBe(6);
    expect(okOf('coupon.claim', ONE_YUAN, 'east', 'recalled-member', shop)).toBe(9);
    expect(okOf('coupon.claim', FORTY_OFF, 'east', 'coupon-buyer', shop)).toBe(0);
  });

  it('stops bots before they take anything, and answers everybody else', () => {
    const shop = expectedShop(plan);
    expect(okOf('coupon.claim', FORTY_OFF, 'east', 'hoarder', shop)).toBe(0);
    expect(okOf('coupon.claim', FORTY_OFF, 'east', 'coupon-buyer', shop)).toBe(6);
    expect(okOf('home.view', '/home', 'east', 'hoarder', shop)).toBe(ASKED);
  });
});
