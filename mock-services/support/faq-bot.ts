/** The bot that answers first: outside the shop, and simulated. */
import type { FastifyInstance } from 'fastify';
import { createDependency, type Dependency } from '../platform/dependency.ts';
import { draw } from '../platform/draw.ts';
import type { Shop } from '../platform/service.ts';

/** Campaign review: the bot solves over 80 %. The two points above 80 are an assumption. */
const SOLVED_SHARE = 0.82;

export interface Asked {
  readonly shopper: string;
  readonly topic: string;
}
/** Whether the bot solves the question; null if it does not answer. */
export type FaqBot = Dependency<Asked, boolean | null>;

export const createFaqBot = (app: FastifyInstance, shop: Shop): FaqBot =>
  createDependency<Asked, boolean | null>(app, shop, 'faq-bot', { answer: isSolved, fallback: () => null });

export const isSolved = ({ shopper, topic }: Asked): boolean =>
  draw('faq', `${shopper}/${topic}`) < SOLVED_SHARE;
