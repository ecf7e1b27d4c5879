import { describe, expect, it } from 'vitest';
import smoke from '../../scenarios/campaigns/smoke.ts';
import type { Visit } from '../../scenarios/shop/visit.ts';
import type { CarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import { expectedShop } from './expected-shop.ts';

const plan: CarnivalPlan = {
  ...smoke,
  scale: 0.1,
  regions: [
    { name: 'east', share: 0.75 },
    { name: 'south', share: 0.25 },
  ],
  shop: { ...smoke.shop, couponQuota: 80, flashStockPieces: 40, recall: { atMinute: 0, members: 120 } },
};
const ASKED = 20;

/** How many of twenty such requests in a region are ok. Who asks decides which coupon it is. */
function okOf(step: string, region: string, behaviour = 'coupon-buyer', shop = expectedShop(plan)) {
  const visit = { behaviour, draw: 0.5 } as Visit;
  const answers = Array.from({ length: ASKED }, () => shop.answer(step, region, 0, visit).status);
  return answers.filter((status) => status === 201).length;
}

describe('the shop as expected', () => {
  it.each([
    { what: 'coupons of one campaign', step: 'coupon.claim', behaviour: 'coupon-buyer', want: [6, 2] },
    { what: 'one-yuan coupons', step: 'coupon.claim', behaviour: 'recalled-member', want: [9, 3] },
    { what: 'pieces of the flash sale', step: 'flash.take', behaviour: 'flash-sale-buyer', want: [3, 1] },
  ])('has as many $what as the scaled plan gives each region', ({ step, behaviour, want }) => {
    expect(['east', 'south'].map((region) => okOf(step, region, behaviour))).toEqual(want);
  });

  it('gives coupons of one campaign whatever was claimed of another', () => {
    const shop = expectedShop(plan);
    expect(okOf('coupon.claim', 'east', 'coupon-buyer', shop)).toBe(6);
    expect(okOf('coupon.claim', 'east', 'recalled-member', shop)).toBe(9);
    expect(okOf('coupon.claim', 'east', 'coupon-buyer', shop)).toBe(0);
  });

  it('stops bots before they take anything, and answers everybody else', () => {
    const shop = expectedShop(plan);
    expect(okOf('coupon.claim', 'east', 'hoarder', shop)).toBe(0);
    expect(okOf('coupon.claim', 'east', 'coupon-buyer', shop)).toBe(6);
    expect(okOf('home.view', 'east', 'hoarder', shop)).toBe(ASKED);
  });
});
