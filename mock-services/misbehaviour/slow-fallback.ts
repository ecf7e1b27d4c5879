import type { Misbehaviour } from './misbehaviour.ts';

/** More than the normal round trip of a busy machine, and still in time. */
const LATE_MS = 700;

export const slowFallback: Misbehaviour = {
  name: 'slow-fallback',
  about: `answers from every fallback ${LATE_MS} ms late`,
  fails: 'breaker-fallback',
  needs: 'failing-dependency',
  wire: ({ shop }) => ({
    fallback:
      (fallback) =>
      async (...request) => {
        await shop.sleep(LATE_MS);
        return fallback(...request);
      },
  }),
};
