/**
 * Payments: one an order. A bank that is down does not turn a shopper away in the campaign's best hour: as the large wallets
 * do, the shop takes the payment as pending, answers at once, and settles it when the bank is back.
 */
import {
  isLive,
  ORDER_TALLY,
  ORDERS,
  orderCancelled,
  payableFen,
  soldFen,
  TO_DISPATCH,
  UNPAID,
  unknownOrder,
  unpaidKey,
} from '../orders/domain.ts';
import { accepted, type Outcome, refused } from '../platform/outcome.ts';
import { type Reader, type Store, type Tx, table } from '../platform/store.ts';
import { count, type Tally } from '../platform/tally.ts';
import type { Bank, BankAnswer } from './bank.ts';

export type PaymentStatus = BankAnswer | 'refunded';

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

/** Whether the bank need be asked at all. */
export const isPayable = (reader: Reader, order: string): boolean =>
  reader.get(ORDERS, order)?.state === 'created';

/**
 * Records the payment of what is due; the order is sold, and due for dispatch.
 *
 * @param bank null when nothing was due, and the bank was not asked
 * @param nowMs campaign time
 */
export function pay(tx: Tx, id: string, bank: BankAnswer | null, nowMs: number): Outcome {
  const order = tx.get(ORDERS, id);
  if (order === undefined) return unknownOrder(id);
  const amountFen = payableFen(order);
  if (order.state === 'cancelled') {
    if (bank !== null) giveBack(tx, id, { amountFen, status: bank, atMs: nowMs });
    return orderCancelled(id);
  }
  if (order.state !== 'created') {
    return refused('already_paid', `Order "${id}" is paid.`, 'Nothing more is due.');
  }
  // An order that came to be between the question and this transaction: the bank is asked in the background.
  const status = bank ?? 'pending';
  record(tx, id, { amountFen, status, atMs: nowMs });
  tx.put(ORDERS, id, { ...order, state: 'paid' });
  tx.remove(UNPAID, unpaidKey(id, order));
  tx.put(TO_DISPATCH, id, { paidAtMs: nowMs });
  count(tx, ORDER_TALLY, { sold: 1, soldFen: soldFen(order) });
  return accepted({ order: id, status });
}

function record(tx: Tx, id: string, payment: Payment): void {
  tx.put(PAYMENTS, id, payment);
  if (payment.status === 'pending') tx.put(PENDING, id, true);
  count(tx, PAYMENT_TALLY, { [payment.status]: 1 });
}

/** The bank has taken money for an order that its shopper cancelled meanwhile. */
function giveBack(tx: Tx, id: string, payment: Payment): void {
  if (tx.get(PAYMENTS, id) !== undefined) return;
  record(tx, id, payment.status === 'settled' ? { ...payment, status: 'refunded' } : payment);
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
  if (payment.status === 'settled') record(tx, id, { ...payment, status: 'refunded', atMs: nowMs });
}

/** Pending payments asked for at a time, one after the other, so that a bank coming back is not stormed. */
const SETTLED_AT_A_TIME_MAX = 100;

/**
 * Asks the bank again for pending payments, oldest key first, and stops at its first refusal. Returns how many settled.
 *
 * @param nowMs campaign time
 */
export async function settlePending(store: Store, bank: Bank, nowMs: number): Promise<number> {
  const orders = [...store.range(PENDING, { limit: SETTLED_AT_A_TIME_MAX })].map(({ key }) => key);
  let settled = 0;
  for (const order of orders) {
    if ((await bank({ order })) === 'pending') break;
    await store.transact((tx) => settle(tx, order, nowMs));
    settled += 1;
  }
  return settled;
}

function settle(tx: Tx, id: string, nowMs: number): void {
  const status = isLive(tx.get(ORDERS, id)!) ? 'settled' : 'refunded';
  record(tx, id, { ...tx.get(PAYMENTS, id)!, status, atMs: nowMs });
  tx.remove(PENDING, id);
}
