/** A bank without latency, faults and breaker, for tests of what the shop asks it. It writes the book that the real one writes. */
import { BANK_BOOK, type Bank, take } from '../payments/bank.ts';
import type { Store } from '../platform/store.ts';

export const honestBank = (store: Store): Bank => ({
  async charge(charge) {
    await take(store, charge);
    return 'settled';
  },
  lookUp: async (order) => (store.get(BANK_BOOK, order) === undefined ? 'not taken' : 'taken'),
});
