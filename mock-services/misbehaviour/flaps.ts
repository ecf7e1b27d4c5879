import type { Misbehaviour } from './misbehaviour.ts';

/** Three readings of a drill's judge, so that each opening is seen. */
const OPEN_MS = 700;

export const flaps: Misbehaviour = {
  name: 'flaps',
  about: 'closes a breaker after 0.7 s without a probe, and opens it again at the next call that fails',
  fails: 'breaker-steady',
  wire: () => ({
    breaker: (spec) => ({ ...spec, openMs: OPEN_MS }),
    call: (call, { breaker }) => {
      let trembles = false;
      breaker.on('halfOpen', () => {
        trembles = true;
        breaker.close();
      });
      breaker.on('success', () => {
        trembles = false;
      });
      breaker.on('failure', () => trembles && breaker.open());
      return call;
    },
  }),
};
