import { beforeEach, describe, expect, it } from 'vitest';
import type { Tx } from '../platform/store.ts';
import { codeOf, memoryTx, NOW_MS } from '../testing.ts';
import { CAMPAIGNS } from './campaigns.ts';
import { COUPONS, claim, couponKey, couponsOf, QUOTAS, releaseCoupons } from './domain.ts';
import { type RedeemRequest, redeem } from './redemption.ts';
import { totalsOf } from './totals.ts';

const FORTY_OFF = '40-off-300';
const ONE_YUAN = 'one-yuan';

let tx: Tx;
beforeEach(() => {
  tx = memoryTx();
  for (const campaign of CAMPAIGNS.keys()) tx.put(QUOTAS, campaign, { quota: 2, issued: 0 });
});

const claimFor = (shopper: string, campaign: string, ingress = 0) =>
  claim(tx, { campaign, shopper, ingress }, NOW_MS);
/** For one piece of a product that costs the total and is of the category that the coupon asks for. */
const redeemFor = (
  shopper: string,
  totalFen: number,
  campaign = FORTY_OFF,
  changes: Partial<RedeemRequest> = {},
  category = CAMPAIGNS.get(campaign)?.category ?? 'digital',
) => {
  const product = { id: 'p1', name: 'Product', priceFen: totalFen, category };
  const request = { campaign, shopper, order: 'o1', product: 'p1', quantity: 1, ...changes };
  return redeem(tx, new Map([['p1', product]]), request, NOW_MS);
};

describe('claim', () => {
  it('gives one coupon a shopper and campaign', () => {
    expect(claimFor('s1', FORTY_OFF).status).toBe(201);
    expect(codeOf(claimFor('s1', FORTY_OFF))).toBe('limit_reached');
    expect(claimFor('s1', ONE_YUAN).status).toBe(201);
  });

  it('keeps its place in the order of arrival', () => {
    claimFor('s1', FORTY_OFF, 42);
    expect(tx.get(COUPONS, couponKey(FORTY_OFF, 's1'))).toEqual({
      claimedAtMs: NOW_MS,
      ingress: 42,
      number: 1,
    });
  });

  it('stops at the quota', () => {
    const codes = ['s1', 's2', 's3'].map((shopper) => codeOf(claimFor(shopper, FORTY_OFF)));
    expect(codes).toEqual([undefined, undefined, 'quota_exhausted']);
    expect(tx.get(QUOTAS, FORTY_OFF)).toEqual({ quota: 2, issued: 2 });
  });

  it('knows no other campaign', () => {
    expect(claimFor('s1', '50-off').status).toBe(404);
  });
});

describe('releaseCoupons', () => {
  it('makes the coupons of an order usable again, and counts them as not used', () => {
    for (const campaign of [FORTY_OFF, 'category-home']) {
      claimFor('s1', campaign);
      expect(redeemFor('s1', 30_000, campaign).status).toBe(201);
    }
    expect(totalsOf(tx)).toEqual({ issued: 2, redeemed: 2 });
    releaseCoupons(tx, 'o1', 's1');
    expect(totalsOf(tx)).toEqual({ issued: 2, redeemed: 0 });
    expect(couponsOf(tx, 'o1', 's1')).toBeUndefined();
    expect(redeemFor('s1', 30_000, 'category-home', { order: 'o2' }).status).toBe(201);
  });

  it('has nothing to do for an order without coupons, or of somebody else', () => {
    claimFor('s1', FORTY_OFF);
    redeemFor('s1', 30_000);
    releaseCoupons(tx, 'o2', 's1');
    releaseCoupons(tx, 'o1', 's2');
    expect(codeOf(redeemFor('s1', 30_000))).toBe('already_redeemed');
  });
});
