/** Orders that end: cancelled by the shopper, or unpaid for too long. They give back everything they held. */

import { sweep } from '../platform/agenda.ts';
import { ORDERS, type Order } from '../platform/order.ts';
import { accepted, type Outcome, refused } from '../platform/outcome.ts';
import type { Store, Tx } from '../platform/store.ts';
import { count } from '../platform/tally.ts';
import {
  letGo,
  notTheirs,
  ORDER_TALLY,
  orderCancelled,
  TO_DISPATCH,
  UNPAID,
  unknownOrder,
  unpaidKey,
} from './domain.ts';
import { INTENTS, refund } from './payment.ts';

/**
 * Cancels an order, paid or not, until the courier has it. After that it can only be returned.
 *
 * @param nowMs campaign time
 */
export function cancel(tx: Tx, id: string, shopper: string, nowMs: number): Outcome {
  const order = tx.get(ORDERS, id);
  if (order === undefined) return unknownOrder(id);
  if (order.shopper !== shopper) return notTheirs(id, shopper);
  if (order.state === 'cancelled') return orderCancelled(id);
  const waits = order.state === 'created' || tx.get(TO_DISPATCH, id) !== undefined;
  if (!waits) {
    const message = `Order "${id}" is on its way or already returned.`;
    return refused('dispatched', message, `Send it back instead: POST /orders/${id}/returns.`);
  }
  end(tx, id, order, nowMs);
  count(tx, ORDER_TALLY, { cancelled: 1 });
  return accepted({ order: id, state: 'cancelled' });
}

/**
 * Cancels orders that were not paid in time. One for which the bank is being asked is left for the next round.
 *
 * @returns how many were cancelled
 */
export const cancelUnpaid = (store: Store, nowMs: number): Promise<number> =>
  sweep(store, UNPAID, nowMs, (tx, id) => {
    if (tx.get(INTENTS, id) !== undefined) return false;
    end(tx, id, tx.get(ORDERS, id)!, nowMs);
    count(tx, ORDER_TALLY, { timed_out: 1 });
    return true;
  });

function end(tx: Tx, id: string, order: Order, nowMs: number): void {
  if (order.state === 'paid') {
    refund(tx, id, nowMs);
    tx.remove(TO_DISPATCH, id);
  } else {
    tx.remove(UNPAID, unpaidKey(id, order));
  }
  letGo(tx, id, order);
  tx.put(ORDERS, id, { ...order, state: 'cancelled' });
}
