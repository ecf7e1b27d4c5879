/** The coupon campaigns: what a coupon takes off, and the least total that it needs. Money in fen. */
import type { RegionSettings } from '../region-settings.ts';

/** `reduction` and `category` coupons take something off; a `fixed-price` one sets what is paid. */
export type Kind = 'reduction' | 'category' | 'fixed-price';

export interface Campaign {
  readonly kind: Kind;
  /** Coupons that this region has at the beginning. */
  readonly quota: (settings: RegionSettings) => number;
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

/** Assumption: every other campaign has as many coupons as 40-off-300. */
const couponQuota = ({ couponQuota }: RegionSettings): number => couponQuota;

/** The campaign that gets more coupons when many are used. */
export const ISSUED_MORE = '40-off-300';

export const CAMPAIGNS: ReadonlyMap<string, Campaign> = new Map<string, Campaign>([
  [ISSUED_MORE, { kind: 'reduction', quota: couponQuota, minimumFen: FULL_FEN, offFen: () => OFF_FEN }],
  [
    'one-yuan',
    {
      kind: 'fixed-price',
      quota: ({ oneYuanQuota }) => oneYuanQuota,
      minimumFen: ONE_YUAN_FEN,
      offFen: (totalFen) => totalFen - ONE_YUAN_FEN,
    },
  ],
  [
    'tiered',
    {
      kind: 'reduction',
      quota: couponQuota,
      minimumFen: STEPS[0]!.fromFen,
      offFen: (totalFen) => STEPS.findLast(({ fromFen }) => totalFen >= fromFen)?.offFen ?? 0,
    },
  ],
  ...CATEGORIES.map(({ category, offPercent }): [string, Campaign] => [
    `category-${category}`,
    {
      kind: 'category',
      quota: couponQuota,
      minimumFen: 0,
      category,
      // Rounded down: the shop keeps parts of a fen.
      offFen: (totalFen) => Math.floor((totalFen * offPercent) / 100),
    },
  ]),
]);
