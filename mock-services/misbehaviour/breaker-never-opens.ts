import type { Misbehaviour } from './misbehaviour.ts';

export const breakerNeverOpens: Misbehaviour = {
  name: 'breaker-never-opens',
  about: 'asks a dependency again and again, whatever share of the calls fails',
  fails: 'breaker-opens',
  needs: 'failing-dependency',
  // More than all of the calls can never have failed.
  wire: () => ({ breaker: (spec) => ({ ...spec, failedPercentMax: 100 }) }),
};
