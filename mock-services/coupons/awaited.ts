/** Coupons redeemed for an order that never came become usable again. */

import { sweep } from '../platform/agenda.ts';
import { isLive, ORDERS } from '../platform/order.ts';
import { pairOf } from '../platform/pair.ts';
import type { Reader, Store } from '../platform/store.ts';
import { AWAITED, awaitedUntilMs, ORDER_COUPONS, releaseCoupons } from './domain.ts';

/** Whether the order exists, is the shopper's own and is live. Then the end of the order releases the coupons. */
export function isOrdered(reader: Reader, id: string, shopper: string): boolean {
  const order = reader.get(ORDERS, id);
  return order !== undefined && order.shopper === shopper && isLive(order);
}

/**
 * Releases the coupons of every order that did not come in time after its last redemption.
 *
 * @param nowMs campaign time
 */
export const releaseUnorderedCoupons = (store: Store, nowMs: number): Promise<number> =>
  sweep(store, AWAITED, nowMs, (tx, key) => {
    const coupons = tx.get(ORDER_COUPONS, key);
    // If another coupon was redeemed for the order meanwhile, its date is later.
    if (coupons === undefined || nowMs < awaitedUntilMs(coupons)) return true;
    const { thing: order, shopper } = pairOf(key);
    if (!isOrdered(tx, order, shopper)) releaseCoupons(tx, order, shopper);
    return true;
  });
