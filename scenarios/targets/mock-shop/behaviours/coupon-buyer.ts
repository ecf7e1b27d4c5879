import type { Behaviour } from '../../../shop/behaviour.ts';

/** Comes to buy: claims the 40-off-300 coupon, redeems it for the cart, orders and pays. One order per session. */
export const couponBuyer: Behaviour = {
  name: 'coupon-buyer',
  description: 'claim → redeem → order → pay',
  entry: { 'coupon.claim': 1 },
  steps: {
    'coupon.claim': { thinkSeconds: 1.5, ok: { 'coupon.redeem': 1 }, refused: { 'order.create': 1 } },
    'coupon.redeem': { thinkSeconds: 1.5, ok: { 'order.create': 1 }, refused: { 'order.create': 1 } },
    'order.create': { thinkSeconds: 2, ok: { 'payment.pay': 1 } },
    'payment.pay': { thinkSeconds: 0, ok: {} },
  },
};
