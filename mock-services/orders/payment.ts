/**
 * What was paid for an order, and its refund. It is here because cancelling an order refunds it, and payments/ already imports
 * orders/.
 */
import type { RequestIdentity } from '../platform/idempotency.ts';
import { ORDERS } from '../platform/order.ts';
import type { Tx } from '../platform/store.ts';
import { table } from '../platform/table.ts';
import { count, type Tally } from '../platform/tally.ts';
import { ORDER_TALLY, soldFen } from './domain.ts';

/** `pending`: the bank has not confirmed it yet and is asked again later. */
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
/** Counts payments by each status they had: one that was pending and then settled counts in both. */
export const PAYMENT_TALLY = table<Tally<PaymentStatus>>('payments-tally');

/** A charge that the bank is asked for now. */
export interface Intent {
  readonly amountFen: number;
  /** Campaign time. */
  readonly atMs: number;
  /** The request that pays, so that its repetition gets the answer that a killed shop could not give. */
  readonly request: RequestIdentity;
}
/**
 * By order. Committed before the bank is asked, and removed in the transaction that records the payment. So a shop that was killed
 * in between knows for which orders it must ask the bank what became of their money.
 */
export const INTENTS = table<Intent>('payment-intents');

export function recordPayment(tx: Tx, id: string, payment: Payment): void {
  tx.put(PAYMENTS, id, payment);
  if (payment.status === 'pending') tx.put(PENDING, id, true);
  count(tx, PAYMENT_TALLY, { [payment.status]: 1 });
}

/**
 * Refunds an order. A pending payment stays pending, because the bank may or may not have taken the money. It is refunded once it
 * settles.
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
