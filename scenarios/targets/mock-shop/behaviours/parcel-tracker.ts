import type { Behaviour } from '../../../shop/behaviour.ts';

/** Tracks its parcel, often more than once. Its population returns from buyers (`of`). */
export const parcelTracker: Behaviour = {
  name: 'parcel-tracker',
  description: 'track the parcel, again and again',
  entry: { 'parcel.track': 1 },
  steps: {
    'parcel.track': { thinkSeconds: 4, ok: { 'parcel.track': 0.4 } },
  },
};
