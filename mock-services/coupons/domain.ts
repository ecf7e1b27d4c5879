/** Claiming and redeeming coupons: a quota a campaign, one coupon a shopper, one redemption a coupon. */
import { tierDiscountPercent } from '../members/tiers.ts';
import { accepted, notFound, type Outcome, refused } from '../platform/outcome.ts';
import { type Reader, type Tx, table } from '../platform/store.ts';
import { CAMPAIGNS } from './campaigns.ts';

export interface Redemption {
  readonly order: string;
  readonly discountFen: number;
  readonly atMs: number;
}
export interface Coupon {
  readonly claimedAtMs: number;
  readonly redemption?: Redemption;
}
/** By `couponKey`. */
export const COUPONS = table<Coupon>('coupons');

export interface Quota {
  readonly quota: number;
  /** Guards the quota; the audit counts coupons instead. */
  readonly issued: number;
}
/** By campaign. */
export const QUOTAS = table<Quota>('coupon-quotas');

/** Campaigns have no slash in their names, so no two pairs share a key. */
export const couponKey = (campaign: string, shopper: string): string => `${campaign}/${shopper}`;

export function claim(tx: Tx, campaign: string, shopper: string, nowMs: number): Outcome {
  const quota = tx.get(QUOTAS, campaign);
  if (quota === undefined) return unknownCampaign(campaign);
  const key = couponKey(campaign, shopper);
  if (tx.get(COUPONS, key) !== undefined) {
    return refused('limit_reached', `Shopper "${shopper}" has a coupon of "${campaign}".`, 'One a shopper.');
  }
  if (quota.issued >= quota.quota) {
    const message = `All ${quota.quota} coupons of "${campaign}" are issued.`;
    return refused('quota_exhausted', message, 'Wait until the quota is replenished.');
  }
  tx.put(COUPONS, key, { claimedAtMs: nowMs });
  tx.put(QUOTAS, campaign, { ...quota, issued: quota.issued + 1 });
  return accepted({ campaign, shopper });
}

export interface RedeemRequest {
  readonly campaign: string;
  readonly shopper: string;
  readonly order: string;
  readonly totalFen: number;
}

export function redeem(tx: Tx, request: RedeemRequest, nowMs: number): Outcome {
  const { campaign: name, shopper, order, totalFen } = request;
  const campaign = CAMPAIGNS.get(name);
  if (campaign === undefined) return unknownCampaign(name);
  const key = couponKey(name, shopper);
  const coupon = tx.get(COUPONS, key);
  if (coupon === undefined) {
    return refused('not_claimed', `Shopper "${shopper}" has no coupon of "${name}".`, 'Claim one first.');
  }
  if (coupon.redemption !== undefined) {
    const message = `The coupon of "${shopper}" was redeemed for order "${coupon.redemption.order}".`;
    return refused('already_redeemed', message, 'A coupon works once.');
  }
  if (totalFen < campaign.minimumFen) {
    const message = `${totalFen} fen are below the ${campaign.minimumFen} fen that "${name}" asks for.`;
    return refused('below_minimum', message, 'Order more, or keep the coupon.');
  }
  const discountFen = campaign.discountFen(totalFen, tierDiscountPercent(shopper));
  tx.put(COUPONS, key, { ...coupon, redemption: { order, discountFen, atMs: nowMs } });
  return accepted({ order, discountFen, payableFen: totalFen - discountFen });
}

/** What a redeemed coupon takes off this order; nothing when it was not redeemed for it. */
export function discountOf(reader: Reader, campaign: string, shopper: string, order: string): number {
  const redemption = reader.get(COUPONS, couponKey(campaign, shopper))?.redemption;
  return redemption?.order === order ? redemption.discountFen : 0;
}

const unknownCampaign = (campaign: string): Outcome =>
  notFound(
    'unknown_campaign',
    `No campaign "${campaign}".`,
    `There are ${[...CAMPAIGNS.keys()].join(', ')}.`,
  );
