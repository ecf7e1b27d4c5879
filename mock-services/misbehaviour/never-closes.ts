import type { Misbehaviour } from './misbehaviour.ts';

/** Beyond the load of the plan `drills`, which ends 22 s after its breaker opens. For ever, and payments would never be settled either. */
const OPEN_MS = 24_000;

export const neverCloses: Misbehaviour = {
  name: 'never-closes',
  about: 'opens a breaker and does not try again for 24 s, when the drill is over',
  fails: 'breaker-closes',
  needs: 'failing-dependency',
  wire: () => ({ breaker: (spec) => ({ ...spec, openMs: OPEN_MS }) }),
};
