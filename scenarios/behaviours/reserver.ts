import type { Behaviour } from '../crowd/behaviour.ts';

/** Comes to the page for reserved shoppers during the warm-up and has a piece promised: it knows what it came for. */
export const reserver: Behaviour = {
  name: 'reserver',
  description: 'reservations page → reserve',
  entry: { 'h5.view': 1 },
  steps: {
    'h5.view': { thinkSeconds: 0.5, ok: { 'reserve.create': 1 } },
    'reserve.create': { thinkSeconds: 0, ok: {} },
  },
};
