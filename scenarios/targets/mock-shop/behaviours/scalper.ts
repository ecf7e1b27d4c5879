import type { Behaviour } from '../../../shop/behaviour.ts';

/**
 * A bot: many accounts behind one address; each redeems a coupon and buys. Some appeal when risk control stops them, and go on
 * if the appeal succeeds.
 */
export const scalper: Behaviour = {
  name: 'scalper',
  description: 'bot: claim → redeem → order → pay with many accounts from one address',
  bot: { sharesAddress: true },
  entry: { 'coupon.claim': 1 },
  steps: {
    'coupon.claim': { thinkSeconds: 0.2, ok: { 'coupon.redeem': 1 }, stopped: { 'risk.appeal': 0.1 } },
    'coupon.redeem': { thinkSeconds: 0.2, ok: { 'order.create': 1 }, stopped: { 'risk.appeal': 0.1 } },
    'order.create': { thinkSeconds: 0.2, ok: { 'payment.pay': 1 }, stopped: { 'risk.appeal': 0.1 } },
    'payment.pay': { thinkSeconds: 0, ok: {} },
    'risk.appeal': { thinkSeconds: 0.2, ok: { 'coupon.claim': 1 } },
  },
};
