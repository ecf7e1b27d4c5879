/** Redeems coupons for an order that comes later: each coupon once, and only combinations that are allowed. */
import type { Catalogue, Product } from '../catalogue.ts';
import { ORDERS } from '../platform/order.ts';
import { accepted, type Outcome, refused } from '../platform/outcome.ts';
import type { Tx } from '../platform/store.ts';
import { unknownProduct } from '../platform/unknown-product.ts';
import { CAMPAIGNS, type Campaign } from './campaigns.ts';
import {
  AWAITED,
  awaitedKey,
  COUPONS,
  cart,
  couponKey,
  couponsOf,
  discountFen,
  isSameCart,
  ORDER_COUPONS,
  type OrderCoupons,
  orderKey,
  unknownCampaign,
} from './domain.ts';
import type { RedeemBody } from './schema.ts';
import { stackable } from './stacking.ts';
import { countUse } from './totals.ts';

export interface RedeemRequest extends RedeemBody {
  readonly campaign: string;
}

/**
 * Answers what all coupons of the order take off together, including those redeemed for it before.
 *
 * @param nowMs campaign time; the order is awaited from now on
 */
export function redeem(tx: Tx, catalogue: Catalogue, request: RedeemRequest, nowMs: number): Outcome {
  const { campaign: name, shopper, order } = request;
  const campaign = CAMPAIGNS.get(name);
  if (campaign === undefined) return unknownCampaign(name);
  const product = catalogue.get(request.product);
  if (product === undefined) return unknownProduct(request.product);
  const coupon = tx.get(COUPONS, couponKey(name, shopper));
  if (coupon === undefined) {
    return refused('not_claimed', `Shopper "${shopper}" has no coupon of "${name}".`, 'Claim one first.');
  }
  if (coupon.redemption !== undefined) {
    const message = `The coupon of "${shopper}" was redeemed for order "${coupon.redemption.order}".`;
    return refused('already_redeemed', message, 'A coupon works once.');
  }
  if (tx.get(ORDERS, order) !== undefined) {
    const message = `Order "${order}" already exists.`;
    return refused('order_exists', message, 'Redeem first and order then, or order under a new id.');
  }
  const earlier = couponsOf(tx, order, shopper);
  const totalFen = product.priceFen * request.quantity;
  const refusal = unfitCart(campaign, name, product, totalFen) ?? unfitTogether(campaign, request, earlier);
  if (refusal !== undefined) return refusal;

  const campaigns = [...(earlier?.campaigns ?? []), name];
  tx.put(COUPONS, couponKey(name, shopper), { ...coupon, redemption: { order, atMs: nowMs } });
  const key = orderKey(order, shopper);
  const together = { campaigns, product: product.id, quantity: request.quantity, atMs: nowMs };
  tx.put(ORDER_COUPONS, key, together);
  tx.put(AWAITED, awaitedKey(key, together), true);
  countUse(tx, name, 'redeemed');
  const offFen = discountFen(tx, campaigns, totalFen, shopper);
  return accepted({ order, discountFen: offFen, payableFen: totalFen - offFen });
}

function unfitCart(
  campaign: Campaign,
  name: string,
  product: Product,
  totalFen: number,
): Outcome | undefined {
  if (totalFen < campaign.minimumFen) {
    const message = `${totalFen} fen are below the ${campaign.minimumFen} fen that "${name}" needs.`;
    return refused('below_minimum', message, 'Order more, or keep the coupon.');
  }
  if (campaign.category !== undefined && product.category !== campaign.category) {
    const message = `"${name}" is for "${campaign.category}", and product "${product.id}" is of "${product.category}".`;
    return refused('other_category', message, 'Keep the coupon for a product of its category.');
  }
  return undefined;
}

function unfitTogether(
  campaign: Campaign,
  request: RedeemRequest,
  earlier: OrderCoupons | undefined,
): Outcome | undefined {
  const { campaign: name, order, with: counted } = request;
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
  if (!isSameCart(earlier, request)) {
    const message = `Coupons of order "${order}" are for ${cart(earlier)}, and this one for ${cart(request)}.`;
    return refused('other_cart', message, 'Redeem all coupons of an order for the same cart.');
  }
  return undefined;
}
