import type { Behaviour } from '../../../shop/behaviour.ts';

/** Searches for a product and looks at it. Half of the looks lead to buying it with a coupon for its category. */
export const searchLed: Behaviour = {
  name: 'search-led',
  description: 'search → product → claim → redeem → order → pay; half only look',
  entry: { 'search.query': 1 },
  steps: {
    'search.query': { thinkSeconds: 2, ok: { 'product.view': 0.8, 'search.query': 0.2 } },
    'product.view': { thinkSeconds: 3, ok: { 'coupon.claim': 0.5, 'search.query': 0.2 } },
    'coupon.claim': { thinkSeconds: 1.5, ok: { 'coupon.redeem': 1 }, refused: { 'order.create': 1 } },
    'coupon.redeem': { thinkSeconds: 1.5, ok: { 'order.create': 1 }, refused: { 'order.create': 1 } },
    'order.create': { thinkSeconds: 2, ok: { 'payment.pay': 1 } },
    'payment.pay': { thinkSeconds: 0, ok: {} },
  },
};
