import type { Behaviour } from '../../../shop/behaviour.ts';

/**
 * A lapsed member who got the push: opens the landing page and logs in. 65 % redeem the 1-yuan coupon (campaign review); the
 * rest look around.
 */
export const recalledMember: Behaviour = {
  name: 'recalled-member',
  description: 'push → login → 1-yuan coupon → order → pay, or a look around',
  entry: { 'recall.open': 1 },
  steps: {
    'recall.open': { thinkSeconds: 1.5, ok: { 'member.login': 1 } },
    'member.login': { thinkSeconds: 1.5, ok: { 'coupon.claim': 0.65, 'activity.view': 0.35 } },
    'coupon.claim': { thinkSeconds: 1.5, ok: { 'coupon.redeem': 1 }, refused: { 'activity.view': 1 } },
    'coupon.redeem': { thinkSeconds: 1.5, ok: { 'order.create': 1 }, refused: { 'activity.view': 1 } },
    'order.create': { thinkSeconds: 2, ok: { 'payment.pay': 1 } },
    'payment.pay': { thinkSeconds: 0, ok: {} },
    'activity.view': { thinkSeconds: 3, ok: { 'product.view': 0.5 } },
    'product.view': { thinkSeconds: 3, ok: {} },
  },
};
