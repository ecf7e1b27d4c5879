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
import { INTENTS, type Intent, PAYMENTS, type Payment, recordPayment } from '../orders/payment.ts';
import type { RequestIdentity } from '../platform/idempotency.ts';
import { ORDERS } from '../platform/order.ts';
import { accepted, degraded, type Outcome, refused } from '../platform/outcome.ts';
import type { Reader, Tx } from '../platform/store.ts';
import { count } from '../platform/tally.ts';
import type { BankAnswer } from './bank.ts';

/** Whether the bank must be asked. */
export const isPayable = (reader: Reader, order: string): boolean =>
  reader.get(ORDERS, order)?.state === 'created';

/**
 * Notes that the bank is about to be asked. Null: the order cannot be paid any more.
 *
 * @param nowMs campaign time
 */
export function intend(tx: Tx, id: string, request: RequestIdentity, nowMs: number): Intent | null {
  const order = tx.get(ORDERS, id);
  if (order?.state !== 'created') return null;
  const intent = { amountFen: payableFen(order), atMs: nowMs, request };
  tx.put(INTENTS, id, intent);
  return intent;
}

/**
 * Records the payment. The order counts as sold, and waits for dispatch. The intent has served its purpose.
 *
 * @param bank null if the bank was not asked, because nothing was due
 * @param nowMs campaign time
 */
export function pay(tx: Tx, id: string, bank: BankAnswer | null, nowMs: number): Outcome {
  const order = tx.get(ORDERS, id);
  if (order === undefined) return unknownOrder(id);
  if (bank !== null) tx.remove(INTENTS, id);
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
  const paid = accepted({ order: id, status });
  return status === 'pending' ? degraded(paid, 'bank') : paid;
}

/** The bank has taken money for an order that its shopper cancelled meanwhile. */
function giveBack(tx: Tx, id: string, payment: Payment): void {
  if (tx.get(PAYMENTS, id) !== undefined) return;
  recordPayment(tx, id, payment.status === 'settled' ? { ...payment, status: 'refunded' } : payment);
}
