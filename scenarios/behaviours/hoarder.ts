import type { Behaviour } from '../crowd/behaviour.ts';

/** A bot: claims with account after account and never redeems, so that nothing is left for others. */
export const hoarder: Behaviour = {
  name: 'hoarder',
  description: 'bot: claims and never redeems, with many accounts on one device',
  bot: { sharesAddress: true, sharesDevice: true },
  entry: { 'coupon.claim': 1 },
  steps: { 'coupon.claim': { thinkSeconds: 0.2, ok: {} } },
};
