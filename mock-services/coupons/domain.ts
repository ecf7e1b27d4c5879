/** Claiming and redeeming coupons: a quota a campaign, one coupon a shopper, one redemption a coupon. */
import { discountPercentOf } from '../members/cards.ts';
import { dueKey, HELD_MS_MAX } from '../platform/agenda.ts';
import { accepted, notFound, type Outcome, refused } from '../platform/outcome.ts';
import { pairKey } from '../platform/pair.ts';
import { type Reader, type Tx, table } from '../platform/store.ts';
import { CAMPAIGNS, type Campaign } from './campaigns.ts';
import { isPaused } from './issuance.ts';
import { orderDiscountFen, stackable } from './stacking.ts';
import { countUse, QUOTAS } from './totals.ts';

/** Others find all the tables of coupons here. */
export { QUOTAS };

export interface Redemption {
  readonly order: string;
  /** What this coupon added to its order's discount. */
  readonly discountFen: number;
  /** Campaign time. */
  readonly atMs: number;
}
export interface Coupon {
  readonly claimedAtMs: number;
  /** The claim's place in the order of arrival. */
  readonly ingress?: number;
  readonly redemption?: Redemption;
}
/** By `couponKey`. */
export const COUPONS = table<Coupon>('coupons');

export interface OrderCoupons {
  readonly campaigns: readonly string[];
  readonly totalFen: number;
  /** Of all these coupons together. */
  readonly discountFen: number;
  /** Campaign time of the last redemption. */
  readonly atMs: number;
}
/** By `orderKey`. */
export const ORDER_COUPONS = table<OrderCoupons>('order-coupons');
/** Those by when their order must have come, see awaited.ts. */
export const AWAITED = table<true>('order-coupons-awaited');

/** By campaign. */
export const couponKey = pairKey;
/** By order: its id is the client's own, and two shoppers may have chosen the same. */
export const orderKey = pairKey;
export const awaitedUntilMs = ({ atMs }: OrderCoupons): number => atMs + HELD_MS_MAX;
export const awaitedKey = (key: string, coupons: OrderCoupons): string =>
  dueKey(awaitedUntilMs(coupons), key);

/**
 * First come, first served: claims are decided in the order in which they have come in.
 *
 * @param ingress the request's place in that order; kept for the audit
 */
export function claim(tx: Tx, campaign: string, shopper: string, nowMs: number, ingress = 0): Outcome {
  const quota = tx.get(QUOTAS, campaign);
  if (quota === undefined) return unknownCampaign(campaign);
  const key = couponKey(campaign, shopper);
  if (tx.get(COUPONS, key) !== undefined) {
    return refused('limit_reached', `Shopper "${shopper}" has a coupon of "${campaign}".`, 'One a shopper.');
  }
  if (isPaused(tx)) {
    const message = `No coupons are issued now, of "${campaign}" or any other campaign.`;
    return refused('issuing_paused', message, 'Come back after the next decision, within four hours.');
  }
  if (quota.issued >= quota.quota) {
    const message = `All ${quota.quota} coupons of "${campaign}" are issued.`;
    return refused('quota_exhausted', message, 'Wait until the quota is replenished.');
  }
  tx.put(COUPONS, key, { claimedAtMs: nowMs, ingress });
  tx.put(QUOTAS, campaign, { ...quota, issued: quota.issued + 1 });
  return accepted({ campaign, shopper });
}

export interface RedeemRequest {
  readonly campaign: string;
  readonly shopper: string;
  readonly order: string;
  readonly totalFen: number;
  /** What the whole total is of, if it is of one. */
  readonly category?: string;
  /** The campaign of a coupon that the shopper counts on having redeemed for this order. */
  readonly with?: string;
}

/**
 * Answers what the order's coupons take off together, those redeemed for it before included.
 *
 * @param nowMs campaign time, from which on the order is awaited
 */
export function redeem(tx: Tx, request: RedeemRequest, nowMs: number): Outcome {
  const { campaign: name, shopper, order, totalFen } = request;
  const campaign = CAMPAIGNS.get(name);
  if (campaign === undefined) return unknownCampaign(name);
  const coupon = tx.get(COUPONS, couponKey(name, shopper));
  if (coupon === undefined) {
    return refused('not_claimed', `Shopper "${shopper}" has no coupon of "${name}".`, 'Claim one first.');
  }
  if (coupon.redemption !== undefined) {
    const message = `The coupon of "${shopper}" was redeemed for order "${coupon.redemption.order}".`;
    return refused('already_redeemed', message, 'A coupon works once.');
  }
  const key = orderKey(order, shopper);
  const earlier = tx.get(ORDER_COUPONS, key);
  const refusal = unfitTotal(campaign, request) ?? unfitTogether(campaign, request, earlier);
  if (refusal !== undefined) return refusal;

  const names = [...(earlier?.campaigns ?? []), name];
  const campaigns = names.map((each) => CAMPAIGNS.get(each)!);
  const discountFen = orderDiscountFen(campaigns, totalFen, discountPercentOf(tx, shopper));
  const addedFen = discountFen - (earlier?.discountFen ?? 0);
  tx.put(COUPONS, couponKey(name, shopper), {
    ...coupon,
    redemption: { order, discountFen: addedFen, atMs: nowMs },
  });
  const together = { campaigns: names, totalFen, discountFen, atMs: nowMs };
  tx.put(ORDER_COUPONS, key, together);
  tx.put(AWAITED, awaitedKey(key, together), true);
  countUse(tx, name, 'redeemed');
  return accepted({ order, discountFen, payableFen: totalFen - discountFen });
}

function unfitTotal(campaign: Campaign, request: RedeemRequest): Outcome | undefined {
  const { campaign: name, totalFen, category } = request;
  if (totalFen < campaign.minimumFen) {
    const message = `${totalFen} fen are below the ${campaign.minimumFen} fen that "${name}" asks for.`;
    return refused('below_minimum', message, 'Order more, or keep the coupon.');
  }
  if (campaign.category !== undefined && category !== campaign.category) {
    const message = `"${name}" is for totals of "${campaign.category}", and this one is of "${category ?? 'anything'}".`;
    return refused('other_category', message, 'Send "category" when the whole total is of one.');
  }
  return undefined;
}

function unfitTogether(
  campaign: Campaign,
  request: RedeemRequest,
  earlier: OrderCoupons | undefined,
): Outcome | undefined {
  const { campaign: name, order, totalFen, with: counted } = request;
  if (counted !== undefined && earlier?.campaigns.includes(counted) !== true) {
    const message = `No coupon of "${counted}" is redeemed for order "${order}".`;
    return refused('not_combined', message, 'Redeem that one first, or leave "with" out.');
  }
  if (earlier === undefined) return undefined;
  const clash = earlier.campaigns.find((each) => !stackable(campaign, CAMPAIGNS.get(each)!));
  if (clash !== undefined) {
    const message = `Order "${order}" uses "${clash}", which cannot be combined with "${name}".`;
    return refused('not_stackable', message, 'Keep the coupon for another order.');
  }
  if (earlier.totalFen !== totalFen) {
    const message = `Order "${order}" had a total of ${earlier.totalFen} fen, and now ${totalFen}.`;
    return refused('other_total', message, 'Redeem the coupons of an order for one total.');
  }
  return undefined;
}

/** What the coupons redeemed for this order take off, all together; nothing when this campaign's is not among them. */
export function discountOf(reader: Reader, campaign: string, shopper: string, order: string): number {
  const redeemed = reader.get(ORDER_COUPONS, orderKey(order, shopper));
  return redeemed?.campaigns.includes(campaign) ? redeemed.discountFen : 0;
}

/** Makes the coupons usable again that were redeemed for an order which came to nothing. */
export function releaseCoupons(tx: Tx, order: string, shopper: string): void {
  for (const campaign of tx.get(ORDER_COUPONS, orderKey(order, shopper))?.campaigns ?? []) {
    const { redemption: _undone, ...unused } = tx.get(COUPONS, couponKey(campaign, shopper))!;
    tx.put(COUPONS, couponKey(campaign, shopper), unused);
    countUse(tx, campaign, 'released');
  }
  tx.remove(ORDER_COUPONS, orderKey(order, shopper));
}

const unknownCampaign = (campaign: string): Outcome =>
  notFound(
    'unknown_campaign',
    `No campaign "${campaign}".`,
    `There are ${[...CAMPAIGNS.keys()].join(', ')}.`,
  );
