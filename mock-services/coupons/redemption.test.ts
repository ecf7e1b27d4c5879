import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { tierOf } from '../../scenarios/targets/mock-shop/tiers.ts';
import { createCatalogue } from '../catalogue.ts';
import { STOCK } from '../inventory/domain.ts';
import { buyCard } from '../members/cards.ts';
import { createOrder } from '../orders/domain.ts';
import type { Tx } from '../platform/store.ts';
import { claimFor, FORTY_OFF, ONE_YUAN, redeemFor } from '../testing/coupons.ts';
import { codeOf, memoryTx, NOW_MS } from '../testing/test-shop.ts';
import { CAMPAIGNS } from './campaigns.ts';
import { couponsOf, discountFen as discountOf, QUOTAS } from './domain.ts';

const catalogue = createCatalogue(1);

let tx: Tx;
beforeEach(() => {
  tx = memoryTx();
  for (const campaign of CAMPAIGNS.keys()) tx.put(QUOTAS, campaign, { quota: 2, issued: 0 });
});

const shopperOf = (tier: string): string => {
  for (let n = 0; ; n += 1) if (tierOf(`s${n}`) === tier) return `s${n}`;
};
const takenOff = (order: string, shopper: string, totalFen: number): number =>
  discountOf(tx, couponsOf(tx, order, shopper)!.campaigns, totalFen, shopper);

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
      claimFor(tx, shopper, campaign);
      expect(redeemFor(tx, shopper, totalFen, campaign)).toEqual({
        status: 201,
        body: { order: 'o1', discountFen: want, payableFen: totalFen - want },
      });
      expect(takenOff('o1', shopper, totalFen)).toBe(want);
      expect(couponsOf(tx, 'o2', shopper)).toBeUndefined();
    },
  );

  it('takes more off for a member with an annual card', () => {
    const shopper = shopperOf('silver');
    claimFor(tx, shopper, FORTY_OFF);
    buyCard(tx, shopper, NOW_MS);
    // 5 % of what the coupon has left: 2 of the tier and 3 of the card.
    expect(redeemFor(tx, shopper, 30_000).body).toMatchObject({ discountFen: 4_000 + 1_300 });
  });

  it('needs a coupon, once, and an order that is large enough', () => {
    expect(codeOf(redeemFor(tx, 's1', 30_000))).toBe('not_claimed');
    claimFor(tx, 's1', FORTY_OFF);
    expect(codeOf(redeemFor(tx, 's1', 29_999))).toBe('below_minimum');
    expect(redeemFor(tx, 's1', 30_000).status).toBe(201);
    expect(codeOf(redeemFor(tx, 's1', 30_000))).toBe('already_redeemed');
    expect(redeemFor(tx, 's1', 30_000, '50-off').status).toBe(404);
  });

  it.each([
    { campaign: 'tiered', totalFen: 19_999, category: 'digital', want: 'below_minimum' },
    { campaign: 'category-home', totalFen: 100, category: 'beauty', want: 'other_category' },
    { campaign: FORTY_OFF, totalFen: 30_000, counted: 'tiered', want: 'not_combined' },
  ])('refuses $campaign for $totalFen fen of $category: $want', (given) => {
    const { campaign, totalFen, category, counted, want } = given;
    claimFor(tx, 's1', campaign);
    const changes = counted === undefined ? {} : { with: counted };
    expect(codeOf(redeemFor(tx, 's1', totalFen, campaign, changes, category))).toBe(want);
    expect(couponsOf(tx, 'o1', 's1')).toBeUndefined();
  });

  it('knows no other product', () => {
    claimFor(tx, 's1', FORTY_OFF);
    expect(redeemFor(tx, 's1', 30_000, FORTY_OFF, { product: 'p2' }).status).toBe(404);
  });

  it('counts every piece of the cart', () => {
    claimFor(tx, 's1', FORTY_OFF);
    expect(codeOf(redeemFor(tx, 's1', 10_000, FORTY_OFF, { quantity: 2 }))).toBe('below_minimum');
    expect(redeemFor(tx, 's1', 10_000, FORTY_OFF, { quantity: 3 }).status).toBe(201);
  });

  it('is refused once the order exists, because its price is fixed', () => {
    claimFor(tx, 's1', FORTY_OFF);
    tx.put(STOCK, '1', { initialPieces: 1, leftPieces: 1 });
    createOrder(tx, catalogue, { shopper: 's1', order: 'o1', product: '1', quantity: 1 }, NOW_MS);
    expect(codeOf(redeemFor(tx, 's1', 30_000))).toBe('order_exists');
    expect(redeemFor(tx, 's1', 30_000, FORTY_OFF, { order: 'o2' }).status).toBe(201);
  });
});

describe('coupons combined on one order', () => {
  const claimAll = (shopper: string) => {
    for (const campaign of CAMPAIGNS.keys()) claimFor(tx, shopper, campaign);
  };

  it('add up, with the tier on top of both', () => {
    const gold = shopperOf('gold');
    claimAll(gold);
    redeemFor(tx, gold, 30_000);
    // 40 CNY and 10 % of 300 CNY leave 230 CNY, of which gold takes 5 %.
    const wantFen = 4_000 + 3_000 + 1_150;
    expect(redeemFor(tx, gold, 30_000, 'category-home', { with: FORTY_OFF })).toEqual({
      status: 201,
      body: { order: 'o1', discountFen: wantFen, payableFen: 30_000 - wantFen },
    });
    expect(takenOff('o1', gold, 30_000)).toBe(wantFen);
  });

  it('must be redeemed for the same cart', () => {
    claimAll('s1');
    redeemFor(tx, 's1', 30_000);
    expect(codeOf(redeemFor(tx, 's1', 30_000, 'category-home', { quantity: 2 }))).toBe('other_cart');
  });

  it('are one shopper’s, even if another shopper chose the same order id', () => {
    claimAll('s1');
    claimAll('s2');
    redeemFor(tx, 's1', 30_000);
    expect(redeemFor(tx, 's2', 30_000, ONE_YUAN).status).toBe(201);
  });

  it.each([
    { first: FORTY_OFF, second: 'tiered' },
    { first: 'tiered', second: FORTY_OFF },
    { first: FORTY_OFF, second: ONE_YUAN },
    { first: ONE_YUAN, second: 'category-home' },
    { first: 'category-home', second: ONE_YUAN },
  ])('refuse $second after $first', ({ first, second }) => {
    claimAll('s1');
    expect(redeemFor(tx, 's1', 30_000, first).status).toBe(201);
    const before = couponsOf(tx, 'o1', 's1');
    expect(codeOf(redeemFor(tx, 's1', 30_000, second))).toBe('not_stackable');
    expect(couponsOf(tx, 'o1', 's1')).toEqual(before);
    expect(redeemFor(tx, 's1', 30_000, second, { order: 'o2' }).status).toBe(201);
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
            claimFor(tx, shopper, name);
            const { status, body } = redeemFor(tx, shopper, totalFen, name);
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
          expect(couponsOf(tx, 'o1', shopper)?.campaigns ?? []).toEqual(redeemed);
          if (redeemed.length > 0) expect(takenOff('o1', shopper, totalFen)).toBe(discountFen);
        },
      ),
    );
  });
});
