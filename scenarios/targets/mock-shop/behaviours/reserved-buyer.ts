import type { Behaviour } from '../../../shop/behaviour.ts';

/** Returns in the burst to buy its reserved piece, and always gets it. Its population returns from reservers (`of`). */
export const reservedBuyer: Behaviour = {
  name: 'reserved-buyer',
  description: 'order what was reserved → pay',
  entry: { 'order.create': 1 },
  steps: {
    'order.create': { thinkSeconds: 2, ok: { 'payment.pay': 1 } },
    'payment.pay': { thinkSeconds: 0, ok: {} },
  },
};
