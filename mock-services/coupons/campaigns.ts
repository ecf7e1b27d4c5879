/** The coupon campaigns: what their coupons take off (scenarios/targets/mock-shop/coupons.ts), and how many there are. */
import {
  COUPON_OFFERS,
  type CouponOffer,
  ISSUED_MORE,
  type Kind,
  ONE_YUAN,
} from '../../scenarios/targets/mock-shop/coupons.ts';
import type { RegionSettings } from '../region-settings.ts';

export { ISSUED_MORE, type Kind };

export interface Campaign extends CouponOffer {
  /** Coupons that this region has at the beginning. */
  readonly quota: (settings: RegionSettings) => number;
}

/** Assumption: every campaign but the one for lapsed members has as many coupons as 40-off-300. */
const quotaOf =
  (name: string): Campaign['quota'] =>
  ({ couponQuota, oneYuanQuota }) =>
    name === ONE_YUAN ? oneYuanQuota : couponQuota;

export const CAMPAIGNS: ReadonlyMap<string, Campaign> = new Map(
  [...COUPON_OFFERS].map(([name, offer]) => [name, { ...offer, quota: quotaOf(name) }]),
);
