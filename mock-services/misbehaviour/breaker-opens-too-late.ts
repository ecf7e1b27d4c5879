import type { Misbehaviour } from './misbehaviour.ts';

/** Seven of ten seconds must have failed, instead of two and a half of five. */
const FAILED_PERCENT_MAX = 70;
const WINDOW_TIMES = 2;

export const breakerOpensTooLate: Misbehaviour = {
  name: 'breaker-opens-too-late',
  about: 'opens a breaker after seven seconds in which every call failed, instead of two and a half',
  fails: 'breaker-opens',
  needs: 'failing-dependency',
  wire: () => ({
    breaker: (spec) => ({
      ...spec,
      failedPercentMax: FAILED_PERCENT_MAX,
      windowMs: spec.windowMs * WINDOW_TIMES,
    }),
  }),
};
