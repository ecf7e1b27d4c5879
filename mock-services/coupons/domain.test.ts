import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { tierOf } from '../members/tiers.ts';
import type { Tx } from '../platform/store.ts';
import { codeOf, memoryTx, NOW_MS } from '../testing.ts';
import { CAMPAIGNS } from './campaigns.ts';
import { claim, discountOf, QUOTAS, redeem } from './domain.ts';

const FORTY_OFF = '40-off-300';
const ONE_YUAN = 'one-yuan';

let tx: Tx;
beforeEach(() => {
  tx = memoryTx();
  for (const campaign of CAMPAIGNS.keys()) tx.put(QUOTAS, campaign, { quota: 2, issued: 0 });
});

const shopperOf = (tier: string): string => {
  for (let n = 0; ; n += 1) if (tierOf(`s${n}`) === tier) return `s${n}`;
};
const redeemFor = (shopper: string, totalFen: number, campaign = FORTY_OFF) =>
  redeem(tx, { campaign, shopper, order: 'o1', totalFen }, NOW_MS);

describe('claim', () => {
  it('gives one coupon a shopper and campaign', () => {
    expect(claim(tx, FORTY_OFF, 's1', NOW_MS).status).toBe(201);
    expect(codeOf(claim(tx, FORTY_OFF, 's1', NOW_MS))).toBe('limit_reached');
    expect(claim(tx, ONE_YUAN, 's1', NOW_MS).status).toBe(201);
  });

  it('stops at the quota', () => {
    const codes = ['s1', 's2', 's3'].map((shopper) => codeOf(claim(tx, FORTY_OFF, shopper, NOW_MS)));
    expect(codes).toEqual([undefined, undefined, 'quota_exhausted']);
    expect(tx.get(QUOTAS, FORTY_OFF)).toEqual({ quota: 2, issued: 2 });
  });

  it('knows no other campaign', () => {
    expect(claim(tx, '50-off', 's1', NOW_MS).status).toBe(404);
  });
});

describe('redeem', () => {
  it.each([
    { tier: 'regular', campaign: FORTY_OFF, totalFen: 30_000, want: 4_000 },
    { tier: 'silver', campaign: FORTY_OFF, totalFen: 30_000, want: 4_000 + 520 },
    { tier: 'gold', campaign: FORTY_OFF, totalFen: 30_000, want: 4_000 + 1_300 },
    { tier: 'gold', campaign: FORTY_OFF, totalFen: 30_019, want: 4_000 + 1_300 },
    { tier: 'gold', campaign: ONE_YUAN, totalFen: 9_900, want: 9_800 },
    { tier: 'regular', campaign: ONE_YUAN, totalFen: 100, want: 0 },
  ])(
    'takes $want fen off $totalFen for a $tier member with $campaign',
    ({ tier, campaign, totalFen, want }) => {
      const shopper = shopperOf(tier);
      claim(tx, campaign, shopper, NOW_MS);
      expect(redeemFor(shopper, totalFen, campaign)).toEqual({
        status: 201,
        body: { order: 'o1', discountFen: want, payableFen: totalFen - want },
      });
      expect(discountOf(tx, campaign, shopper, 'o1')).toBe(want);
      expect(discountOf(tx, campaign, shopper, 'o2')).toBe(0);
    },
  );

  it('needs a coupon, once, and an order that is large enough', () => {
    expect(codeOf(redeemFor('s1', 30_000))).toBe('not_claimed');
    claim(tx, FORTY_OFF, 's1', NOW_MS);
    expect(codeOf(redeemFor('s1', 29_999))).toBe('below_minimum');
    expect(redeemFor('s1', 30_000).status).toBe(201);
    expect(codeOf(redeemFor('s1', 30_000))).toBe('already_redeemed');
    expect(redeemFor('s1', 30_000, '50-off').status).toBe(404);
  });

  it('never takes off more than the total, and leaves whole fen', () => {
    const tiers = fc.constantFrom('regular', 'silver', 'gold').map(shopperOf);
    const campaigns = fc.constantFrom(...CAMPAIGNS.keys());
    fc.assert(
      fc.property(
        tiers,
        campaigns,
        fc.integer({ min: 30_000, max: 2_147_483_647 }),
        (shopper, campaign, totalFen) => {
          tx = memoryTx();
          tx.put(QUOTAS, campaign, { quota: 1, issued: 0 });
          claim(tx, campaign, shopper, NOW_MS);
          const { discountFen, payableFen } = redeemFor(shopper, totalFen, campaign).body as Record<
            string,
            number
          >;
          expect(Number.isInteger(discountFen)).toBe(true);
          expect(payableFen).toBeGreaterThan(0);
          expect(discountFen! + payableFen!).toBe(totalFen);
        },
      ),
    );
  });
});
