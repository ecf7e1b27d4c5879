import type { Behaviour } from '../../../shop/behaviour.ts';

/** A bot: claims coupons with many accounts and never redeems them, so that none are left for others. */
export const hoarder: Behaviour = {
  name: 'hoarder',
  description: 'bot: claims and never redeems, with many accounts on one device',
  bot: { sharesAddress: true, sharesDevice: true },
  entry: { 'coupon.claim': 1 },
  steps: { 'coupon.claim': { thinkSeconds: 0.2, ok: {} } },
};
