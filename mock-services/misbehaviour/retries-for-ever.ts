/**
 * A metastable failure: what a fault has set off keeps itself alive when the fault is long gone. Whoever got a fallback has left, but
 * their calls are repeated for ever, also when they are answered: some 300 a second reach the dependency besides those of shoppers.
 *
 * @see Bronson et al., "Metastable Failures in Distributed Systems", HotOS 2021
 */
import type { Misbehaviour } from './misbehaviour.ts';

/** A bound, or whoever breaks the shop for long would break the machine too. */
const REPEATED_MAX = 100;
/** Not a backoff: it is always as long. With the time of a call, a hundred of them make some three hundred calls a second. */
const PAUSE_MS = 300;
/** Marks a repeated call for the fallback, which gets the arguments of the call. */
const REPEATED = 'repeated';

export const retriesForEver: Misbehaviour = {
  name: 'retries-for-ever',
  about: 'repeats calls that failed or were rejected for ever, even when they are answered: 300 a second',
  fails: 'load-recovers',
  needs: 'failing-dependency',
  wire: ({ shop: { sleep } }) => {
    let repeated = 0;
    let repeat = (_: unknown): void => {};
    return {
      fallback: (fallback) => (request, mark) => {
        if (mark !== REPEATED && repeated < REPEATED_MAX) {
          repeated += 1;
          repeat(request);
        }
        return fallback(request);
      },
      call: (call, { breaker }) => {
        const forEver = async (request: unknown): Promise<void> => {
          while (!breaker.isShutdown) {
            await sleep(PAUSE_MS);
            // Rejects only when the shop closes.
            await breaker.fire(request, REPEATED).catch(() => undefined);
          }
        };
        repeat = (request) => void forEver(request);
        return call;
      },
    };
  },
};
