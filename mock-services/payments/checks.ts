/** Compares the shop's payments with the bank's own book: nobody is charged for an order that dies unpaid, or in vain. */
import { INTENTS, PAYMENTS } from '../orders/payment.ts';
import type { BrokenPromises } from '../platform/broken-promises.ts';
import type { Store } from '../platform/store.ts';
import { BANK_BOOK } from './bank.ts';

export function checkBank(store: Store, broken: BrokenPromises): void {
  for (const { key: order, value: taken } of store.range(BANK_BOOK)) {
    const payment = store.get(PAYMENTS, order);
    // While the intent is open, the payment is late and not lost.
    const expected = payment ?? store.get(INTENTS, order);
    if (expected?.amountFen !== taken.amountFen) {
      const found = `order "${order}": ${taken.amountFen} fen at the bank, ${expected?.amountFen ?? 0} in the books`;
      broken.add('the shop knows what the bank took', found);
    }
  }
  for (const { key: order } of store.range(INTENTS))
    broken.add('the bank is asked until it says what became of a payment', `order "${order}"`);
  for (const { key: order, value: payment } of store.range(PAYMENTS)) {
    if (payment.status !== 'pending' && store.get(BANK_BOOK, order) === undefined)
      broken.add('a settled payment is in the bank’s book', `order "${order}"`);
  }
}
