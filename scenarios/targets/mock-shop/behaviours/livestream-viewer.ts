import type { Behaviour } from '../../../shop/behaviour.ts';

/** Enters a room when the opinion leader goes on air, watches, and buys the product on the screen. */
export const livestreamViewer: Behaviour = {
  name: 'livestream-viewer',
  description: 'enter a room → watch → order what is on the screen → pay',
  entry: { 'live.enter': 1 },
  steps: {
    'live.enter': { thinkSeconds: 2, ok: { 'live.watch': 1 } },
    'live.watch': { thinkSeconds: 5, ok: { 'live.watch': 0.5, 'live.order': 0.3 } },
    'live.order': { thinkSeconds: 2, ok: { 'payment.pay': 1 }, refused: { 'live.watch': 1 } },
    'payment.pay': { thinkSeconds: 0, ok: {} },
  },
};
