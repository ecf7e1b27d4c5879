/** How lapsed members are reached: outside the shop, and simulated. */
import type { FastifyInstance } from 'fastify';
import { createDependency, type Dependency } from '../platform/dependency.ts';
import { draw } from '../platform/draw.ts';
import type { Shop } from '../platform/service.ts';

/** Campaign review: SMS, app push and agents reach 82 %; one dependency stands for all three. */
const REACHED_SHARE = 0.82;

export interface Batch {
  /** The provider's own idempotency key: it sends a batch once, even if the shop died before it stored the answer. */
  readonly batch: string;
  readonly members: readonly string[];
}
/** How many were reached; null when the batch was not taken and stays queued. */
export type Sms = Dependency<Batch, number | null>;

export const createSms = (app: FastifyInstance, shop: Shop): Sms =>
  createDependency<Batch, number | null>(app, shop, 'sms', {
    answer: ({ members }) => members.filter(isReached).length,
    fallback: () => null,
  });

export const isReached = (member: string): boolean => draw('recall', member) < REACHED_SHARE;
