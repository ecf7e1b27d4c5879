/** What can go wrong in the embedded shop, as the plans that ship let it: where, how, and how its breakers are set. */
import type { BreakerSettings } from '../drills/breaker.ts';
import type { Drill } from '../drills/drill.ts';

type Trouble = Pick<Drill, 'where' | 'fault'>;

/** As the embedded shop sets all its breakers: mock-services/platform/dependencies.ts. A test compares them. */
const BREAKER: BreakerSettings = {
  preset: 'opossum',
  opens: {
    by: 'time-window',
    windowMs: 5000,
    bucketMs: 500,
    callsMin: 20,
    failedShare: 0.5,
    opensAtShare: false,
  },
  timeoutMs: 400,
  openMs: 6000,
  probesMax: 1,
};
export const BREAKERS = { bank: BREAKER, database: BREAKER };

export const bankIsDown = (region: string): Trouble => ({
  where: { dependency: 'bank', steps: ['payment.pay'], regions: [region] },
  fault: { kind: 'shop', faults: [{ kind: 'error', value: 1 }] },
});

/** It has two connections left, and each call takes longer than the breaker waits. */
export const databaseIsPressed = (region: string): Trouble => ({
  where: { dependency: 'database', steps: ['search.query'], regions: [region] },
  fault: {
    kind: 'shop',
    faults: [
      { kind: 'pool-exhausted', value: 2 },
      { kind: 'latency', value: 600 },
    ],
  },
});

export const regionIsPressed = (region: string): Trouble => ({
  where: { region },
  fault: { kind: 'shop', faults: [{ kind: 'pressure', value: 60 }] },
});

/** Under pressure: what brings orders is kept, what only pleases is shed first. */
export const CHECKOUT_FIRST = {
  kind: 'sheds-in-order',
  keep: ['coupon.redeem', 'order.create', 'payment.pay'],
  shed: ['ar.manifest', 'ar.asset', 'support.ask', 'support.check', 'focus.view'],
  targetShare: 0.99,
} as const;

/** That nobody else was slower takes more quiet seconds to prove than some plans have. A transition elsewhere fails it all the same. */
export const isolatedAsFarAsSeen = <Clause extends { readonly kind: string }>(clause: Clause) =>
  clause.kind === 'breaker-isolated' ? { ...clause, informative: true } : clause;
