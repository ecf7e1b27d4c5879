/**
 * A metastable failure: what a fault has set off keeps itself alive when the fault is long gone. Whoever got a fallback has left, but
 * the shop repeats their call for ever, over a few connections that all other calls must share.
 *
 * With L repeated calls, C connections and s seconds for a call and its pause, the connections carry C / s calls a second, some 430. A
 * new call waits for a whole round of the line, L / (C / s − new calls a second): some two to three seconds at 50 to 100 calls a second.
 *
 * @see Bronson et al., "Metastable Failures in Distributed Systems", HotOS 2021
 */
import type { Misbehaviour } from './misbehaviour.ts';

const CONNECTIONS = 10;
/** Of each call. */
const COPIES = 2;
/** A bound, or whoever breaks the shop for long would break the machine too. */
const REPEATED_MAX = 1_000;
/** Not a backoff: a fault that fails at once would leave the event loop no turn. */
const PAUSE_MS = 5;
/** While the breaker rejects. */
const REJECTED_PAUSE_MS = 50;
/** Marks a repeated call for the fallback, which gets the arguments of the call. */
const REPEATED = 'repeated';

interface Waiting {
  readonly request: unknown;
  /** Null: nobody waits for its answer. */
  readonly answer: ((answer: unknown) => void) | null;
}

export const retriesForEver: Misbehaviour = {
  name: 'retries-for-ever',
  about:
    'repeats every call that failed or was rejected twice at a time and for ever, and lets all later calls wait in the same line',
  fails: 'load-recovers',
  wire: ({ shop: { sleep } }) => {
    const line: Waiting[] = [];
    let repeated = 0;
    let start = () => {};
    return {
      fallback: (fallback) => (request, mark) => {
        for (let copy = 0; mark !== REPEATED && copy < COPIES && repeated < REPEATED_MAX; copy += 1) {
          repeated += 1;
          line.push({ request, answer: null });
          start();
        }
        return fallback(request);
      },
      call: (call, { breaker }) => {
        let connections = 0;
        const use = async (): Promise<void> => {
          for (let next = line.shift(); next !== undefined && !breaker.isShutdown; next = line.shift()) {
            if (next.answer !== null) {
              next.answer(await call(next.request));
              continue;
            }
            // Rejects only when the shop closes.
            await breaker.fire(next.request, REPEATED).catch(() => undefined);
            line.push(next);
            await sleep(breaker.closed ? PAUSE_MS : REJECTED_PAUSE_MS);
          }
        };
        start = () => {
          if (connections === CONNECTIONS) return;
          connections += 1;
          void use();
        };
        return (request) =>
          breaker.closed && repeated > 0
            ? new Promise((answer) => line.push({ request, answer }))
            : call(request);
      },
    };
  },
};
