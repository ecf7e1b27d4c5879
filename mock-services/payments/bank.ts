/**
 * The bank: outside the shop, and simulated. It keeps a book of its own, writes it before it says yes, and takes the money of an
 * order once, however often it is asked.
 */
import type { FastifyInstance } from 'fastify';
import { createDependency } from '../platform/dependency.ts';
import type { Shop } from '../platform/service.ts';
import type { Store } from '../platform/store.ts';
import { table } from '../platform/table.ts';

/** `pending`: the bank did not confirm in time, and may or may not have taken the money. The shop asks again later. */
export type BankAnswer = 'settled' | 'pending';

export interface Charge {
  /** The bank's own idempotency key. */
  readonly order: string;
  readonly amountFen: number;
}

export interface Bank {
  /** Takes the money of an order. */
  charge(charge: Charge): Promise<BankAnswer>;
  /** Whether the bank took the money of an order; `unknown` while it does not answer. */
  lookUp(order: string): Promise<'taken' | 'not taken' | 'unknown'>;
}

/**
 * What the bank took, by order. Only the bank writes here, in transactions of its own, so its book survives whatever happens to
 * the shop in between. It lies in the region's file, because a file of its own would cost another commit a payment (decision 044).
 */
export const BANK_BOOK = table<{ readonly amountFen: number }>('bank-book');

/** One call of the dependency: both questions share its capacity and its breaker. */
type Call = Charge | { readonly order: string };
type Said = 'taken' | 'not taken' | 'unknown';

export function createBank(app: FastifyInstance, shop: Shop): Bank {
  const { store } = shop;
  const call = createDependency<Call, Said>(app, shop, 'bank', {
    answer: async (asked) => {
      if ('amountFen' in asked) await take(store, asked);
      return store.get(BANK_BOOK, asked.order) === undefined ? 'not taken' : 'taken';
    },
    fallback: () => 'unknown',
  });
  return {
    charge: async (charge) => ((await call(charge)) === 'taken' ? 'settled' : 'pending'),
    lookUp: (order) => call({ order }),
  };
}

/** The bank's own transaction. */
export const take = (store: Store, { order, amountFen }: Charge): Promise<void> =>
  store.transact((tx) => {
    if (tx.get(BANK_BOOK, order) === undefined) tx.put(BANK_BOOK, order, { amountFen });
  });
