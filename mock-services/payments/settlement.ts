/** What the bank is asked in the background: to confirm pending payments, and what became of charges that a killed shop left open. */
import { INTENTS, PAYMENTS, PENDING, recordPayment } from '../orders/payment.ts';
import { storeAnswer } from '../platform/idempotency.ts';
import { isLive, ORDERS } from '../platform/order.ts';
import type { Store, Tx } from '../platform/store.ts';
import type { Bank } from './bank.ts';
import { pay } from './domain.ts';

/** A tenth of what the bank takes at once: one that just came back is not flooded, and a thousand are settled in a few seconds. */
const ASKED_AT_ONCE = 20;
const ASKED_A_ROUND_MAX = 1_000;

/**
 * Asks the bank again for pending payments, in the order of their keys, and stops once one does not settle.
 *
 * @param nowMs campaign time
 * @returns how many settled
 */
export const settlePending = (store: Store, bank: Bank, nowMs: number): Promise<number> =>
  askInTurn([...store.range(PENDING, { limit: ASKED_A_ROUND_MAX })], async ({ key: order }) => {
    const { amountFen } = store.get(PAYMENTS, order)!;
    if ((await bank.charge({ order, amountFen })) === 'pending') return false;
    await store.transact((tx) => settle(tx, order, nowMs));
    return true;
  });

function settle(tx: Tx, id: string, nowMs: number): void {
  const status = isLive(tx.get(ORDERS, id)!) ? 'settled' : 'refunded';
  recordPayment(tx, id, { ...tx.get(PAYMENTS, id)!, status, atMs: nowMs });
  tx.remove(PENDING, id);
}

/**
 * Closes the intents that nobody waits for: the shop was killed after it asked the bank, and before it recorded the payment. What
 * the bank took is recorded; if it took nothing, the order stays unpaid. Stops once the bank does not answer.
 *
 * @param isUnderWay whether a request is waiting for the bank's answer about the order
 * @param nowMs campaign time
 * @returns how many were closed
 */
export const closeIntents = (
  store: Store,
  bank: Bank,
  isUnderWay: (order: string) => boolean,
  nowMs: number,
): Promise<number> => {
  const open = [...store.range(INTENTS, { limit: ASKED_A_ROUND_MAX })];
  return askInTurn(
    open.filter(({ key }) => !isUnderWay(key)),
    async ({ key: order, value: { request } }) => {
      const said = await bank.lookUp(order);
      if (said === 'unknown') return false;
      await store.transact((tx) => {
        // A repeated request asks the bank by itself, and needs the intent.
        if (isUnderWay(order) || tx.get(INTENTS, order) === undefined) return;
        if (said === 'taken') storeAnswer(tx, request, pay(tx, order, 'settled', nowMs));
        else tx.remove(INTENTS, order);
      });
      return true;
    },
  );
};

/** A few at once, until the first that says no. Returns how many said yes. */
async function askInTurn<Item>(
  items: readonly Item[],
  ask: (item: Item) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  for (let from = 0; from < items.length; from += ASKED_AT_ONCE) {
    const answers = await Promise.all(items.slice(from, from + ASKED_AT_ONCE).map(ask));
    done += answers.filter((yes) => yes).length;
    if (answers.includes(false)) break;
  }
  return done;
}
