/** What a coupon of each campaign takes off an order, and the least total that it needs. Money in fen. */

/** `reduction` and `category` coupons take something off; a `fixed-price` one sets what is paid. */
export type Kind = 'reduction' | 'category' | 'fixed-price';

export interface CouponOffer {
  readonly kind: Kind;
  /** Least order total that the coupon can be used for. */
  readonly minimumFen: number;
  /** The category that the order's product must have; if missing, any. */
  readonly category?: string;
  /** What this coupon takes off a large enough total, before other discounts. */
  readonly offFen: (totalFen: number) => number;
}

/** 滿300減40: 40 CNY off an order of 300 CNY or more (campaign review). */
const FULL_FEN = 30_000;
const OFF_FEN = 4_000;
const ONE_YUAN_FEN = 100;

/** The review names tiered coupons. Except for its 40 off 300, the tiers are assumptions. Ascending. */
const STEPS: readonly { readonly fromFen: number; readonly offFen: number }[] = [
  { fromFen: 20_000, offFen: 2_000 },
  { fromFen: FULL_FEN, offFen: OFF_FEN },
  { fromFen: 60_000, offFen: 10_000 },
];

/** The review names category discounts but neither categories nor percentages: these are assumptions. */
const CATEGORIES: readonly { readonly category: string; readonly offPercent: number }[] = [
  { category: 'beauty', offPercent: 15 },
  { category: 'home', offPercent: 10 },
  { category: 'snacks', offPercent: 20 },
];

/** The campaign that gets more coupons when many are used. */
export const ISSUED_MORE = '40-off-300';
/** The campaign for lapsed members: a coupon for each who is tagged for recall. */
export const ONE_YUAN = 'one-yuan';

/** By campaign. */
export const COUPON_OFFERS: ReadonlyMap<string, CouponOffer> = new Map<string, CouponOffer>([
  [ISSUED_MORE, { kind: 'reduction', minimumFen: FULL_FEN, offFen: () => OFF_FEN }],
  [
    ONE_YUAN,
    { kind: 'fixed-price', minimumFen: ONE_YUAN_FEN, offFen: (totalFen) => totalFen - ONE_YUAN_FEN },
  ],
  [
    'tiered',
    {
      kind: 'reduction',
      minimumFen: STEPS[0]!.fromFen,
      offFen: (totalFen) => STEPS.findLast(({ fromFen }) => totalFen >= fromFen)?.offFen ?? 0,
    },
  ],
  ...CATEGORIES.map(({ category, offPercent }): [string, CouponOffer] => [
    `category-${category}`,
    {
      kind: 'category',
      minimumFen: 0,
      category,
      // Rounded down: the shop keeps parts of a fen.
      offFen: (totalFen) => Math.floor((totalFen * offPercent) / 100),
    },
  ]),
]);

/**
 * What coupons and tier take off an order: first the coupons' sum, then the tier's percentage of the rest. Never more than the
 * total; the shop keeps parts of a fen. On a fixed price nothing stacks.
 */
export function orderDiscountFen(
  offers: readonly CouponOffer[],
  totalFen: number,
  tierDiscountPercent: number,
): number {
  const sumFen = offers.reduce((sum, offer) => sum + offer.offFen(totalFen), 0);
  const couponsFen = Math.min(totalFen, sumFen);
  if (offers.some(({ kind }) => kind === 'fixed-price')) return couponsFen;
  return couponsFen + Math.floor(((totalFen - couponsFen) * tierDiscountPercent) / 100);
}
