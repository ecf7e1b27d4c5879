import type { Behaviour } from '../../../shop/behaviour.ts';

/** A bot: many addresses and one device. It guesses coupons that it never claimed. */
export const script: Behaviour = {
  name: 'script',
  description: 'bot: redeems coupons it does not have, from many addresses and one device',
  bot: { sharesDevice: true },
  entry: { 'coupon.redeem': 1 },
  steps: {
    'coupon.redeem': { thinkSeconds: 0.2, ok: { 'coupon.redeem': 0.5 }, refused: { 'coupon.redeem': 0.5 } },
  },
};
