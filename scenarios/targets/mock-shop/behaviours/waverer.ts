import type { Behaviour } from '../../../shop/behaviour.ts';

/** Orders with a tiered coupon, then cancels. What it held goes back into stock. */
export const waverer: Behaviour = {
  name: 'waverer',
  description: 'claim → redeem → order → cancel',
  entry: { 'coupon.claim': 1 },
  steps: {
    'coupon.claim': { thinkSeconds: 1.5, ok: { 'coupon.redeem': 1 }, refused: { 'order.create': 1 } },
    'coupon.redeem': { thinkSeconds: 1.5, ok: { 'order.create': 1 }, refused: { 'order.create': 1 } },
    'order.create': { thinkSeconds: 2, ok: { 'order.cancel': 1 } },
    'order.cancel': { thinkSeconds: 0, ok: {} },
  },
};
