/** The coupon campaigns: what a coupon takes off, and from which total on. Money in fen. */
import type { RegionSettings } from '../region-settings.ts';

export interface Campaign {
  readonly quota: (settings: RegionSettings) => number;
  /** Least order total that the coupon can be used for. */
  readonly minimumFen: number;
  readonly discountFen: (totalFen: number, tierDiscountPercent: number) => number;
}

/** 滿300減40: 40 CNY off an order of 300 CNY or more. */
const FULL_FEN = 30_000;
const OFF_FEN = 4_000;
const ONE_YUAN_FEN = 100;

export const CAMPAIGNS: ReadonlyMap<string, Campaign> = new Map([
  [
    '40-off-300',
    {
      quota: (settings) => settings.couponQuota,
      minimumFen: FULL_FEN,
      // The tier's discount stacks: it is taken off what the coupon has left, and parts of a fen are the shop's.
      discountFen: (totalFen, tierDiscountPercent) =>
        OFF_FEN + Math.floor(((totalFen - OFF_FEN) * tierDiscountPercent) / 100),
    },
  ],
  [
    'one-yuan',
    {
      quota: (settings) => settings.oneYuanQuota,
      minimumFen: ONE_YUAN_FEN,
      // A fixed price, on which nothing stacks.
      discountFen: (totalFen) => totalFen - ONE_YUAN_FEN,
    },
  ],
]);
