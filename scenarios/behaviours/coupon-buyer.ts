import type { Behaviour } from '../crowd/behaviour.ts';

/** Came to buy: claims the 40-off-300 coupon, redeems it on the cart, orders and pays, one order a session. */
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
