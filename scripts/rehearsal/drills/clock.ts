/** The clocks that a drill goes by. */
import { setTimeout as timer } from 'node:timers/promises';

export interface DrillClock {
  /** Milliseconds from the run's zero, by the clock that the crowd goes by. */
  readonly nowMs: () => number;
  /** Milliseconds since any fixed moment, by a clock that nobody sets. */
  readonly steadyMs: () => number;
  /** Ends early, without an error, when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal | null) => Promise<void>;
}

export const clockFrom = (zeroAtMs: number): DrillClock => ({
  nowMs: () => Date.now() - zeroAtMs,
  steadyMs: () => performance.now(),
  sleep: (ms, signal) =>
    timer(ms, undefined, signal === null ? {} : { signal }).catch((error: unknown) => {
      if (signal?.aborted !== true) throw error;
    }),
});
