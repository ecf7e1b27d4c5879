/**
 * Payments: one an order. A bank that is down does not turn a shopper away in the campaign's best hour: as the large wallets
 * do, the shop takes the payment as pending, answers at once, and settles it when the bank is back.
 */
import { ORDERS } from '../orders/domain.ts';
import { accepted, notFound, type Outcome, refused } from '../platform/outcome.ts';
import { type Reader, type Store, type Tx, table } from '../platform/store.ts';
import type { Bank, BankAnswer } from './bank.ts';

export interface Payment {
  readonly amountFen: number;
  readonly status: BankAnswer;
  readonly atMs: number;
}
/** By order. */
export const PAYMENTS = table<Payment>('payments');
/** Orders whose payment is pending. */
export const PENDING = table<true>('payments-pending');

/** Whether the bank need be asked at all. */
export const isPayable = (reader: Reader, order: string): boolean =>
  reader.get(ORDERS, order) !== undefined && reader.get(PAYMENTS, order) === undefined;

/**
 * Records a payment. The amount is the shopper's word and is not compared with the order's: the crowd keeps no prices.
 *
 * @param status what the bank answered; `pending` when it was not asked.
 */
export function pay(tx: Tx, order: string, payment: Payment): Outcome {
  if (tx.get(ORDERS, order) === undefined) {
    return notFound('unknown_order', `No order "${order}".`, 'Create it first: POST /orders.');
  }
  if (tx.get(PAYMENTS, order) !== undefined) {
    return refused('already_paid', `Order "${order}" is paid.`, 'Nothing more is due.');
  }
  tx.put(PAYMENTS, order, payment);
  if (payment.status === 'pending') tx.put(PENDING, order, true);
  return accepted({ order, status: payment.status });
}

/** Pending payments asked for at a time, one after the other, so that a bank coming back is not stormed. */
const SETTLED_AT_A_TIME_MAX = 100;

/** Asks the bank again for pending payments, oldest key first, and stops at its first refusal. Returns how many settled. */
export async function settlePending(store: Store, bank: Bank): Promise<number> {
  const orders = [...store.range(PENDING, { limit: SETTLED_AT_A_TIME_MAX })].map(({ key }) => key);
  let settled = 0;
  for (const order of orders) {
    if ((await bank({ order })) === 'pending') break;
    await store.transact((tx) => {
      const payment = tx.get(PAYMENTS, order)!;
      tx.put(PAYMENTS, order, { ...payment, status: 'settled' });
      tx.remove(PENDING, order);
    });
    settled += 1;
  }
  return settled;
}
