/**
 * What was paid for an order, and giving it back. It is here and not in payments/, because cancelling an order refunds it, while
 * payments/ changes orders.
 */
import { ORDERS } from '../platform/order.ts';
import { type Tx, table } from '../platform/store.ts';
import { count, type Tally } from '../platform/tally.ts';
import { ORDER_TALLY, soldFen } from './domain.ts';

/** `pending`: the bank has not said yes so far, and is asked again later. */
export type PaymentStatus = 'settled' | 'pending' | 'refunded';

export interface Payment {
  /** What was due, and what a refund gives back. */
  readonly amountFen: number;
  readonly status: PaymentStatus;
  /** Campaign time of the status. */
  readonly atMs: number;
}
/** By order. */
export const PAYMENTS = table<Payment>('payments');
/** Orders whose payment is pending. */
export const PENDING = table<true>('payments-pending');
/** How many payments came to a status; one that was pending is counted there as well. */
export const PAYMENT_TALLY = table<Tally<PaymentStatus>>('payments-tally');

export function recordPayment(tx: Tx, id: string, payment: Payment): void {
  tx.put(PAYMENTS, id, payment);
  if (payment.status === 'pending') tx.put(PENDING, id, true);
  count(tx, PAYMENT_TALLY, { [payment.status]: 1 });
}

/**
 * Takes a sale back. A payment that is pending stays so: whether the bank has taken the money is not known yet, and once it
 * settles it is refunded.
 *
 * @param nowMs campaign time
 * @throws Error when the order has no payment.
 */
export function refund(tx: Tx, id: string, nowMs: number): void {
  const payment = tx.get(PAYMENTS, id);
  if (payment === undefined) throw new Error(`Order "${id}" has no payment that could be refunded.`);
  count(tx, ORDER_TALLY, { undone: 1, undoneFen: soldFen(tx.get(ORDERS, id)!) });
  if (payment.status === 'settled') recordPayment(tx, id, { ...payment, status: 'refunded', atMs: nowMs });
}
