import { beforeEach, describe, expect, it } from 'vitest';
import type { Tx } from '../platform/store.ts';
import { claimFor, FORTY_OFF, ONE_YUAN, redeemFor } from '../testing/coupons.ts';
import { codeOf, memoryTx, NOW_MS } from '../testing/test-shop.ts';
import { CAMPAIGNS } from './campaigns.ts';
import { COUPONS, couponKey, couponsOf, QUOTAS, releaseCoupons } from './domain.ts';
import { totalsOf } from './totals.ts';

let tx: Tx;
beforeEach(() => {
  tx = memoryTx();
  for (const campaign of CAMPAIGNS.keys()) tx.put(QUOTAS, campaign, { quota: 2, issued: 0 });
});

describe('claim', () => {
  it('gives one coupon per shopper and campaign', () => {
    expect(claimFor(tx, 's1', FORTY_OFF).status).toBe(201);
    expect(codeOf(claimFor(tx, 's1', FORTY_OFF))).toBe('limit_reached');
    expect(claimFor(tx, 's1', ONE_YUAN).status).toBe(201);
  });

  it('keeps its place in the order of arrival', () => {
    claimFor(tx, 's1', FORTY_OFF, 42);
    expect(tx.get(COUPONS, couponKey(FORTY_OFF, 's1'))).toEqual({
      claimedAtMs: NOW_MS,
      ingress: 42,
      number: 1,
    });
  });

  it('stops at the quota', () => {
    const codes = ['s1', 's2', 's3'].map((shopper) => codeOf(claimFor(tx, shopper, FORTY_OFF)));
    expect(codes).toEqual([undefined, undefined, 'quota_exhausted']);
    expect(tx.get(QUOTAS, FORTY_OFF)).toEqual({ quota: 2, issued: 2 });
  });

  it('knows no other campaign', () => {
    expect(claimFor(tx, 's1', '50-off').status).toBe(404);
  });
});

describe('releaseCoupons', () => {
  it('makes the coupons of an order usable again, and counts them as not used', () => {
    for (const campaign of [FORTY_OFF, 'category-home']) {
      claimFor(tx, 's1', campaign);
      expect(redeemFor(tx, 's1', 30_000, campaign).status).toBe(201);
    }
    expect(totalsOf(tx)).toEqual({ issued: 2, redeemed: 2 });
    releaseCoupons(tx, 'o1', 's1');
    expect(totalsOf(tx)).toEqual({ issued: 2, redeemed: 0 });
    expect(couponsOf(tx, 'o1', 's1')).toBeUndefined();
    expect(redeemFor(tx, 's1', 30_000, 'category-home', { order: 'o2' }).status).toBe(201);
  });

  it('does nothing for an order without coupons, or for somebody else’s', () => {
    claimFor(tx, 's1', FORTY_OFF);
    redeemFor(tx, 's1', 30_000);
    releaseCoupons(tx, 'o2', 's1');
    releaseCoupons(tx, 'o1', 's2');
    expect(codeOf(redeemFor(tx, 's1', 30_000))).toBe('already_redeemed');
  });
});
