/** What the plan lays out in one region, and how much of it may be issued by now. */
import type { RegionSettings } from '../../../mock-services/region-settings.ts';
import { COUPON_OFFERS, ISSUED_MORE, ONE_YUAN } from '../../../scenarios/targets/mock-shop/coupons.ts';
import { FLASH_PRODUCT } from '../../../scenarios/targets/mock-shop/offers.ts';
import { ISSUANCE_WINDOW_HOURS } from '../../../scenarios/targets/mock-shop/rules.ts';

const MINUTES_PER_HOUR = 60;

export interface PlannedShop {
  /** By product. */
  readonly pieces: ReadonlyMap<string, number>;
  /** By campaign: the most that the shop's own decisions can have raised the quota to. */
  readonly quotaMax: ReadonlyMap<string, number>;
}

type Laid = Pick<
  RegionSettings,
  'products' | 'productStockPieces' | 'flashStockPieces' | 'couponQuota' | 'oneYuanQuota' | 'couponIssue'
>;

/**
 * At the end of each window the shop may issue more coupons of one campaign, or fill each campaign up to its first quota.
 *
 * @param campaignMinutes since the campaign began
 */
export function plannedShop(laid: Laid, campaignMinutes: number): PlannedShop {
  const windows = Math.max(0, Math.floor(campaignMinutes / (ISSUANCE_WINDOW_HOURS * MINUTES_PER_HOUR)));
  const pieces = new Map<string, number>([[FLASH_PRODUCT, laid.flashStockPieces]]);
  for (let number = 1; number <= laid.products; number++) pieces.set(String(number), laid.productStockPieces);
  const quotaMax = new Map<string, number>();
  for (const name of COUPON_OFFERS.keys()) {
    const first = name === ONE_YUAN ? laid.oneYuanQuota : laid.couponQuota;
    const raise = name === ISSUED_MORE ? Math.max(first, laid.couponIssue) : first;
    quotaMax.set(name, first + windows * raise);
  }
  return { pieces, quotaMax };
}
