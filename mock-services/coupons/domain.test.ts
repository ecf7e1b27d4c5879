import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { buyCard } from '../members/cards.ts';
import { tierOf } from '../members/tiers.ts';
import type { Tx } from '../platform/store.ts';
import { codeOf, memoryTx, NOW_MS } from '../testing.ts';
import { CAMPAIGNS } from './campaigns.ts';
import {
  COUPONS,
  claim,
  couponKey,
  discountOf,
  QUOTAS,
  type RedeemRequest,
  redeem,
  releaseCoupons,
} from './domain.ts';
import { totalsOf } from './totals.ts';

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
const redeemFor = (
  shopper: string,
  totalFen: number,
  campaign = FORTY_OFF,
  changes: Partial<RedeemRequest> = {},
) => redeem(tx, { campaign, shopper, order: 'o1', totalFen, ...categoryOf(campaign), ...changes }, NOW_MS);
/** What a campaign's coupon asks of the total, where it asks for something. */
const categoryOf = (campaign: string): { category?: string } => {
  const category = CAMPAIGNS.get(campaign)?.category;
  return category === undefined ? {} : { category };
};

describe('claim', () => {
  it('gives one coupon a shopper and campaign', () => {
    expect(claim(tx, FORTY_OFF, 's1', NOW_MS).status).toBe(201);
    expect(codeOf(claim(tx, FORTY_OFF, 's1', NOW_MS))).toBe('limit_reached');
    expect(claim(tx, ONE_YUAN, 's1', NOW_MS).status).toBe(201);
  });

  it('keeps its place in the order of arrival', () => {
    claim(tx, FORTY_OFF, 's1', NOW_MS, 42);
    expect(tx.get(COUPONS, couponKey(FORTY_OFF, 's1'))).toEqual({ claimedAtMs: NOW_MS, ingress: 42 });
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
    { tier: 'regular', campaign: 'tiered', totalFen: 20_000, want: 2_000 },
    { tier: 'regular', campaign: 'tiered', totalFen: 59_999, want: 4_000 },
    { tier: 'gold', campaign: 'tiered', totalFen: 60_000, want: 10_000 + 2_500 },
    { tier: 'regular', campaign: 'category-home', totalFen: 9_999, want: 999 },
    { tier: 'gold', campaign: 'category-beauty', totalFen: 10_000, want: 1_500 + 425 },
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

  it('takes more off for a member with an annual card, which stacks as the tier does', () => {
    const shopper = shopperOf('silver');
    claim(tx, FORTY_OFF, shopper, NOW_MS);
    buyCard(tx, shopper, NOW_MS);
    // 5 % of what the coupon has left: 2 of the tier and 3 of the card.
    expect(redeemFor(shopper, 30_000).body).toMatchObject({ discountFen: 4_000 + 1_300 });
  });

  it('needs a coupon, once, and an order that is large enough', () => {
    expect(codeOf(redeemFor('s1', 30_000))).toBe('not_claimed');
    claim(tx, FORTY_OFF, 's1', NOW_MS);
    expect(codeOf(redeemFor('s1', 29_999))).toBe('below_minimum');
    expect(redeemFor('s1', 30_000).status).toBe(201);
    expect(codeOf(redeemFor('s1', 30_000))).toBe('already_redeemed');
    expect(redeemFor('s1', 30_000, '50-off').status).toBe(404);
  });

  it.each([
    { campaign: 'tiered', totalFen: 19_999, changes: {}, want: 'below_minimum' },
    { campaign: 'category-home', totalFen: 100, changes: { category: 'beauty' }, want: 'other_category' },
    { campaign: FORTY_OFF, totalFen: 30_000, changes: { with: 'tiered' }, want: 'not_combined' },
  ])('refuses $campaign for $totalFen fen with $changes: $want', ({ campaign, totalFen, changes, want }) => {
    claim(tx, campaign, 's1', NOW_MS);
    expect(codeOf(redeemFor('s1', totalFen, campaign, changes))).toBe(want);
    expect(redeem(tx, { campaign, shopper: 's1', order: 'o2', totalFen: 1 }, NOW_MS).status).toBe(409);
    expect(discountOf(tx, campaign, 's1', 'o1')).toBe(0);
  });

  it('needs to be told the category of a total', () => {
    claim(tx, 'category-home', 's1', NOW_MS);
    const told = { campaign: 'category-home', shopper: 's1', order: 'o1', totalFen: 10_000 };
    expect(codeOf(redeem(tx, told, NOW_MS))).toBe('other_category');
    expect(redeem(tx, { ...told, category: 'home' }, NOW_MS).status).toBe(201);
  });
});

describe('coupons combined on one order', () => {
  const claimAll = (shopper: string) => {
    for (const campaign of CAMPAIGNS.keys()) claim(tx, campaign, shopper, NOW_MS);
  };

  it('add up, with the tier on top of both', () => {
    const gold = shopperOf('gold');
    claimAll(gold);
    redeemFor(gold, 30_000);
    // 40 CNY and 10 % of 300 CNY leave 230 CNY, of which gold takes 5 %.
    const wantFen = 4_000 + 3_000 + 1_150;
    expect(redeemFor(gold, 30_000, 'category-home', { with: FORTY_OFF })).toEqual({
      status: 201,
      body: { order: 'o1', discountFen: wantFen, payableFen: 30_000 - wantFen },
    });
    expect(discountOf(tx, FORTY_OFF, gold, 'o1')).toBe(wantFen);
    expect(discountOf(tx, 'category-home', gold, 'o1')).toBe(wantFen);
    const added = tx.get(COUPONS, couponKey('category-home', gold))?.redemption?.discountFen;
    expect(added).toBe(wantFen - 4_000 - 1_300);
  });

  it('are those of one total', () => {
    claimAll('s1');
    redeemFor('s1', 30_000);
    expect(codeOf(redeemFor('s1', 30_001, 'category-home'))).toBe('other_total');
  });

  it('are one shopper’s, though another has chosen the same order id', () => {
    claimAll('s1');
    claimAll('s2');
    redeemFor('s1', 30_000);
    expect(redeemFor('s2', 30_000, ONE_YUAN).status).toBe(201);
  });

  it.each([
    { first: FORTY_OFF, second: 'tiered' },
    { first: 'tiered', second: FORTY_OFF },
    { first: FORTY_OFF, second: ONE_YUAN },
    { first: ONE_YUAN, second: 'category-home' },
    { first: 'category-home', second: ONE_YUAN },
  ])('are not $first and then $second', ({ first, second }) => {
    claimAll('s1');
    expect(redeemFor('s1', 30_000, first).status).toBe(201);
    const before = discountOf(tx, first, 's1', 'o1');
    expect(codeOf(redeemFor('s1', 30_000, second))).toBe('not_stackable');
    expect(discountOf(tx, first, 's1', 'o1')).toBe(before);
    expect(redeemFor('s1', 30_000, second, { order: 'o2' }).status).toBe(201);
  });

  it('never take off more than the total, leave whole fen, and are what the table allows', () => {
    const tiers = fc.constantFrom('regular', 'silver', 'gold').map(shopperOf);
    const campaigns = fc.shuffledSubarray([...CAMPAIGNS.keys()], { minLength: 1 });
    fc.assert(
      fc.property(
        tiers,
        campaigns,
        fc.integer({ min: 100, max: 2_147_483_647 }),
        (shopper, names, totalFen) => {
          tx = memoryTx();
          const redeemed: string[] = [];
          let discountFen = 0;
          for (const name of names) {
            tx.put(QUOTAS, name, { quota: 1, issued: 0 });
            claim(tx, name, shopper, NOW_MS);
            const { status, body } = redeemFor(shopper, totalFen, name);
            if (status !== 201) continue;
            redeemed.push(name);
            const answer = body as { discountFen: number; payableFen: number };
            expect(Number.isInteger(answer.discountFen)).toBe(true);
            expect(answer.discountFen).toBeGreaterThanOrEqual(discountFen);
            expect(answer.payableFen).toBeGreaterThanOrEqual(0);
            expect(answer.discountFen + answer.payableFen).toBe(totalFen);
            discountFen = answer.discountFen;
          }
          const kinds = redeemed.map((name) => CAMPAIGNS.get(name)!.kind);
          expect(new Set(kinds).size).toBe(kinds.length);
          if (kinds.includes('fixed-price')) expect(kinds).toHaveLength(1);
          for (const name of redeemed) expect(discountOf(tx, name, shopper, 'o1')).toBe(discountFen);
          const addedFen = redeemed.map((name) => tx.get(COUPONS, couponKey(name, shopper))!.redemption!);
          expect(addedFen.reduce((sum, each) => sum + each.discountFen, 0)).toBe(discountFen);
        },
      ),
    );
  });
});

describe('releaseCoupons', () => {
  it('makes the coupons of an order usable again, and counts them as not used', () => {
    for (const campaign of [FORTY_OFF, 'category-home']) {
      claim(tx, campaign, 's1', NOW_MS);
      expect(redeemFor('s1', 30_000, campaign).status).toBe(201);
    }
    expect(totalsOf(tx)).toEqual({ issued: 2, redeemed: 2 });
    releaseCoupons(tx, 'o1', 's1');
    expect(totalsOf(tx)).toEqual({ issued: 2, redeemed: 0 });
    expect(discountOf(tx, FORTY_OFF, 's1', 'o1')).toBe(0);
    expect(redeemFor('s1', 30_000, 'category-home', { order: 'o2' }).status).toBe(201);
  });

  it('has nothing to do for an order without coupons, or of somebody else', () => {
    claim(tx, FORTY_OFF, 's1', NOW_MS);
    redeemFor('s1', 30_000);
    releaseCoupons(tx, 'o2', 's1');
    releaseCoupons(tx, 'o1', 's2');
    expect(codeOf(redeemFor('s1', 30_000))).toBe('already_redeemed');
  });
});
