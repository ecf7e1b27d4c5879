import type { Behaviour } from '../../../shop/behaviour.ts';

/** Looks around and buys nothing. By far the largest crowd; `pace` multiplies its think times. */
export const browser: Behaviour = {
  name: 'browser',
  description: 'enters by a channel, looks at lists and products, leaves',
  entry: 'channels',
  steps: {
    // In the burst, 9.8 % click the focus picture on the home page (campaign review). The other shares are for its other slots.
    'home.view': {
      thinkSeconds: 25,
      ok: { 'focus.view': 0.098, 'search.query': 0.252, 'product.view': 0.35 },
      failed: { 'home.view': 0.5 },
    },
    'focus.view': { thinkSeconds: 30, ok: { 'product.view': 0.65, 'activity.view': 0.15, 'home.view': 0.1 } },
    'search.query': {
      thinkSeconds: 20,
      ok: { 'product.view': 0.6, 'search.query': 0.2 },
      failed: { 'search.query': 0.5 },
    },
    'activity.view': {
      thinkSeconds: 30,
      ok: { 'product.view': 0.55, 'activity.view': 0.15, 'home.view': 0.1 },
      failed: { 'activity.view': 0.5 },
    },
    'product.view': {
      thinkSeconds: 45,
      ok: { 'product.view': 0.35, 'search.query': 0.2, 'activity.view': 0.1, 'home.view': 0.1 },
      failed: { 'product.view': 0.5 },
    },
  },
};
