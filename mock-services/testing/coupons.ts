/** For tests of coupons: claimed, and redeemed for one piece, without a shop around them. */

import { CAMPAIGNS } from '../coupons/campaigns.ts';
import { claim } from '../coupons/domain.ts';
import { type RedeemRequest, redeem } from '../coupons/redemption.ts';
import type { Outcome } from '../platform/outcome.ts';
import type { Tx } from '../platform/store.ts';
import { NOW_MS } from './test-shop.ts';

export const FORTY_OFF = '40-off-300';
export const ONE_YUAN = 'one-yuan';

export const claimFor = (tx: Tx, shopper: string, campaign: string, ingress = 0): Outcome =>
  claim(tx, { campaign, shopper, ingress }, NOW_MS);

/** Of a product that costs the total and is of the category that the coupon asks for. */
export function redeemFor(
  tx: Tx,
  shopper: string,
  totalFen: number,
  campaign = FORTY_OFF,
  changes: Partial<RedeemRequest> = {},
  category = CAMPAIGNS.get(campaign)?.category ?? 'digital',
): Outcome {
  const product = { id: 'p1', name: 'Product', priceFen: totalFen, category };
  const request = { campaign, shopper, order: 'o1', product: 'p1', quantity: 1, ...changes };
  return redeem(tx, new Map([['p1', product]]), request, NOW_MS);
}
