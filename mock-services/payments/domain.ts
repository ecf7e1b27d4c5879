/**
 * Payments, one per order. A bank that is down must not cost sales in the campaign's best hour. So the shop records the payment as
 * pending, answers at once, and settles it when the bank is back, as the large wallets do.
 */
import {
  ORDER_TALLY,
  orderCancelled,
  payableFen,
  soldFen,
  TO_DISPATCH,
  UNPAID,
  unknownOrder,
  unpaidKey,
} from '../orders/domain.ts';
import { PAYMENTS, type Payment, PENDING, recordPayment } from '../orders/payment.ts';
import { isLive, ORDERS } from '../platform/order.ts';
import { accepted, type Outcome, refused } from '../platform/outcome.ts';
import type { Reader, Store, Tx } from '../platform/store.ts';
import { count } from '../platform/tally.ts';
import type { Bank, BankAnswer } from './bank.ts';

/** Whether the bank must be asked. */
export const isPayable = (reader: Reader, order: string): boolean =>
  reader.get(ORDERS, order)?.state === 'created';

/**
 * Records the payment. The order counts as sold, and waits for dispatch.
 *
 * @param bank null if the bank was not asked, because nothing was due
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
    return refused('already_paid', `Order "${id}" is already paid.`, 'Nothing more is due.');
  }
  // The order was created after the bank was asked, so the bank is asked in the background.
  const status = bank ?? 'pending';
  recordPayment(tx, id, { amountFen, status, atMs: nowMs });
  tx.put(ORDERS, id, { ...order, state: 'paid' });
  tx.remove(UNPAID, unpaidKey(id, order));
  tx.put(TO_DISPATCH, id, { paidAtMs: nowMs });
  count(tx, ORDER_TALLY, { sold: 1, soldFen: soldFen(order) });
  return accepted({ order: id, status });
}

/** The bank has taken money for an order that its shopper cancelled meanwhile. */
function giveBack(tx: Tx, id: string, payment: Payment): void {
  if (tx.get(PAYMENTS, id) !== undefined) return;
  recordPayment(tx, id, payment.status === 'settled' ? { ...payment, status: 'refunded' } : payment);
}

/** How many the bank is asked in one round, one after the other, so that a bank that just came back is not flooded. */
const SETTLED_AT_A_TIME_MAX = 100;

/**
 * Asks the bank again for pending payments, in the order of their keys, and stops at the first that does not settle. Returns how
 * many settled.
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
  recordPayment(tx, id, { ...tx.get(PAYMENTS, id)!, status, atMs: nowMs });
  tx.remove(PENDING, id);
}
