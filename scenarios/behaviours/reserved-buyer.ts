import type { Behaviour } from '../crowd/behaviour.ts';

/** Comes back in the burst for the piece that was promised, and always gets it. Its population is `of` those who reserved. */
export const reservedBuyer: Behaviour = {
  name: 'reserved-buyer',
  description: 'order what was reserved → pay',
  entry: { 'order.create': 1 },
  steps: {
    'order.create': { thinkSeconds: 2, ok: { 'payment.pay': 1 } },
    'payment.pay': { thinkSeconds: 0, ok: {} },
  },
};
