import type { Behaviour } from '../../../shop/behaviour.ts';

/** Opens the reservations page during the warm-up and reserves a piece at once. */
export const reserver: Behaviour = {
  name: 'reserver',
  description: 'reservations page → reserve',
  entry: { 'h5.view': 1 },
  steps: {
    'h5.view': { thinkSeconds: 0.5, ok: { 'reserve.create': 1 } },
    'reserve.create': { thinkSeconds: 0, ok: {} },
  },
};
