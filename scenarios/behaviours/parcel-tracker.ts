import type { Behaviour } from '../crowd/behaviour.ts';

/** Asks where the parcel is, and asks again. Its population is `of` those who ordered. */
export const parcelTracker: Behaviour = {
  name: 'parcel-tracker',
  description: 'track the parcel, and again',
  entry: { 'parcel.track': 1 },
  steps: {
    'parcel.track': { thinkSeconds: 4, ok: { 'parcel.track': 0.4 } },
  },
};
