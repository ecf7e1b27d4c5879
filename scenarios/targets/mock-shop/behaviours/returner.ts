import type { Behaviour } from '../../../shop/behaviour.ts';

/** Returns its order. Its population returns from buyers (`of`). */
export const returner: Behaviour = {
  name: 'returner',
  description: 'return an order',
  entry: { 'return.create': 1 },
  steps: { 'return.create': { thinkSeconds: 2, ok: {} } },
};
