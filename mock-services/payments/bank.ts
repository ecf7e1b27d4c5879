/** The bank: outside the shop, and simulated. */
import { createDependency, DEFAULT_BREAKER, type Dependency } from '../platform/dependency.ts';
import type { Shop } from '../platform/shop.ts';

/** `pending`: the bank did not say yes in time; the shop has the order and asks again later. */
export type BankAnswer = 'settled' | 'pending';

export interface Charge {
  /** The bank's own idempotency key: it charges an order once. */
  readonly order: string;
}
export type Bank = Dependency<Charge, BankAnswer>;

/** Room for 200 / 0.02 s = 10,000 payments a second, above what a region can send. */
const CAPACITY = 200;
/** Assumptions, in the range of a card authorisation within one city. */
const LATENCY = { medianMs: 15, p99Ms: 80 };

export function createBank(shop: Shop, onClose: (stop: () => void) => void): Bank {
  return createDependency<Charge, BankAnswer>(
    shop,
    {
      name: 'bank',
      capacity: CAPACITY,
      latency: LATENCY,
      breaker: DEFAULT_BREAKER,
      answer: () => 'settled',
      fallback: () => 'pending',
    },
    onClose,
  );
}
