import type { Behaviour } from '../crowd/behaviour.ts';

/** Sends goods back. Its population is `of` those who ordered. */
export const returner: Behaviour = {
  name: 'returner',
  description: 'return an order',
  entry: { 'return.create': 1 },
  steps: { 'return.create': { thinkSeconds: 2, ok: {} } },
};
