/** The bank: outside the shop, and simulated. */
import type { FastifyInstance } from 'fastify';
import { createDependency, type Dependency } from '../platform/dependency.ts';
import type { Shop } from '../platform/service.ts';

/** `pending`: the bank did not confirm in time; the shop keeps the order and asks again later. */
export type BankAnswer = 'settled' | 'pending';

export interface Charge {
  /** The bank's own idempotency key: it charges an order once. */
  readonly order: string;
}
export type Bank = Dependency<Charge, BankAnswer>;

export const createBank = (app: FastifyInstance, shop: Shop): Bank =>
  createDependency<Charge, BankAnswer>(app, shop, 'bank', {
    answer: () => 'settled',
    fallback: () => 'pending',
  });
