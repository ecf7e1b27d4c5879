import type { Behaviour } from '../../../shop/behaviour.ts';

/** A silent shopper, woken by category day: looks at the activity zone and a product. 5.2 % buy (campaign review). */
export const wokenShopper: Behaviour = {
  name: 'woken-shopper',
  description: 'activity zone → product → order → pay; 5.2 % buy',
  entry: { 'activity.view': 1 },
  steps: {
    'activity.view': { thinkSeconds: 3, ok: { 'product.view': 1 } },
    'product.view': { thinkSeconds: 3, ok: { 'order.create': 0.052 } },
    'order.create': { thinkSeconds: 2, ok: { 'payment.pay': 1 } },
    'payment.pay': { thinkSeconds: 0, ok: {} },
  },
};
