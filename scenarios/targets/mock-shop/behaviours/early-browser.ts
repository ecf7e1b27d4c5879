import type { Behaviour } from '../../../shop/behaviour.ts';

/** Looks around before and after the burst. Fewer click the focus picture, and some open the reservations page. */
export const earlyBrowser: Behaviour = {
  name: 'early-browser',
  description: 'enters by a channel, looks around without a hurry',
  entry: 'channels',
  steps: {
    // Outside the burst, 3.5 % click the focus picture and 6.3 % open the warm-up's own page (campaign review).
    'home.view': {
      thinkSeconds: 25,
      ok: { 'focus.view': 0.035, 'h5.view': 0.063, 'search.query': 0.252, 'product.view': 0.35 },
    },
    'focus.view': { thinkSeconds: 30, ok: { 'product.view': 0.5, 'activity.view': 0.2 } },
    'h5.view': { thinkSeconds: 30, ok: { 'product.view': 0.5, 'home.view': 0.2 } },
    'search.query': { thinkSeconds: 20, ok: { 'product.view': 0.6, 'search.query': 0.2 } },
    'activity.view': {
      thinkSeconds: 30,
      ok: { 'product.view': 0.55, 'activity.view': 0.15, 'home.view': 0.1 },
    },
    'product.view': {
      thinkSeconds: 45,
      ok: { 'product.view': 0.35, 'search.query': 0.2, 'activity.view': 0.1, 'home.view': 0.1 },
    },
  },
};
