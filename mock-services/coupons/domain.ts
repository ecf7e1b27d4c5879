/** Coupons: each campaign has a quota, each shopper gets one, and an order's coupons take something off it. */
import { orderDiscountFen } from '../../scenarios/targets/mock-shop/coupons.ts';
import { discountPercentOf } from '../members/cards.ts';
import { dueKey, HELD_MS_MAX } from '../platform/agenda.ts';
import { accepted, notFound, type Outcome, refused } from '../platform/outcome.ts';
import { pairKey } from '../platform/pair.ts';
import type { Reader, Tx } from '../platform/store.ts';
import { table } from '../platform/table.ts';
import { CAMPAIGNS } from './campaigns.ts';
import { isPaused } from './issuance.ts';
import { countUse, QUOTAS } from './totals.ts';

/** Re-exported so that other services find all tables of coupons in one file. */
export { QUOTAS };

export interface Redemption {
  readonly order: string;
  /** Campaign time. */
  readonly atMs: number;
}
export interface Coupon {
  /** Campaign time. */
  readonly claimedAtMs: number;
  /** The claim's place in the order of arrival. */
  readonly ingress: number;
  /** Its number within the campaign, from 1. */
  readonly number: number;
  readonly redemption?: Redemption;
}
/** By `couponKey`. */
export const COUPONS = table<Coupon>('coupons');

export interface OrderCoupons {
  readonly campaigns: readonly string[];
  /** The cart that they were redeemed for; no other cart can be ordered with them. */
  readonly product: string;
  readonly quantity: number;
  /** Campaign time of the last redemption. */
  readonly atMs: number;
}
/** By `orderKey`. */
export const ORDER_COUPONS = table<OrderCoupons>('order-coupons');
/** When each order must have come at the latest: see awaited.ts. */
export const AWAITED = table<true>('order-coupons-awaited');

/** By campaign. */
export const couponKey = pairKey;
/** By order and shopper: clients choose order ids, so two shoppers may choose the same. */
export const orderKey = pairKey;
export const awaitedUntilMs = ({ atMs }: OrderCoupons): number => atMs + HELD_MS_MAX;
export const awaitedKey = (key: string, coupons: OrderCoupons): string =>
  dueKey(awaitedUntilMs(coupons), key);

export interface ClaimRequest {
  readonly campaign: string;
  readonly shopper: string;
  /** The request's place in the order of arrival. */
  readonly ingress: number;
}

/**
 * First come, first served: claims are decided in order of arrival; the audit checks that they were.
 *
 * @param nowMs campaign time
 */
export function claim(tx: Tx, { campaign, shopper, ingress }: ClaimRequest, nowMs: number): Outcome {
  const quota = tx.get(QUOTAS, campaign);
  if (quota === undefined) return unknownCampaign(campaign);
  const key = couponKey(campaign, shopper);
  if (tx.get(COUPONS, key) !== undefined) {
    return refused(
      'limit_reached',
      `Shopper "${shopper}" already has a coupon of "${campaign}".`,
      'One per shopper.',
    );
  }
  if (isPaused(tx)) {
    const message = `No coupons are issued now, of "${campaign}" or any other campaign.`;
    return refused('issuing_paused', message, 'Come back after the next decision, within four hours.');
  }
  if (quota.issued >= quota.quota) {
    const message = `All ${quota.quota} coupons of "${campaign}" are issued.`;
    return refused('quota_exhausted', message, 'Wait until the quota is replenished.');
  }
  const issued = quota.issued + 1;
  tx.put(COUPONS, key, { claimedAtMs: nowMs, ingress, number: issued });
  tx.put(QUOTAS, campaign, { ...quota, issued });
  return accepted({ campaign, shopper });
}

interface Cart {
  readonly product: string;
  readonly quantity: number;
}
/** In words. */
export const cart = ({ product, quantity }: Cart): string => `${quantity} of "${product}"`;
export const isSameCart = (one: Cart, other: Cart): boolean =>
  one.product === other.product && one.quantity === other.quantity;

/** What has been redeemed for an order. */
export const couponsOf = (reader: Reader, order: string, shopper: string): OrderCoupons | undefined =>
  reader.get(ORDER_COUPONS, orderKey(order, shopper));

/** What coupons of these campaigns and the shopper's tier take off a total together. */
export function discountFen(
  reader: Reader,
  names: readonly string[],
  totalFen: number,
  shopper: string,
): number {
  const campaigns = names.map((name) => CAMPAIGNS.get(name)!);
  return orderDiscountFen(campaigns, totalFen, discountPercentOf(reader, shopper));
}

/** Makes the coupons of an ended order usable again. */
export function releaseCoupons(tx: Tx, order: string, shopper: string): void {
  for (const campaign of tx.get(ORDER_COUPONS, orderKey(order, shopper))?.campaigns ?? []) {
    const { redemption: _undone, ...unused } = tx.get(COUPONS, couponKey(campaign, shopper))!;
    tx.put(COUPONS, couponKey(campaign, shopper), unused);
    countUse(tx, campaign, 'released');
  }
  tx.remove(ORDER_COUPONS, orderKey(order, shopper));
}

export const unknownCampaign = (campaign: string): Outcome =>
  notFound(
    'unknown_campaign',
    `No campaign "${campaign}".`,
    `There are ${[...CAMPAIGNS.keys()].join(', ')}.`,
  );
