/**
 * How pressed the shop is, 0 to 1, from what hurts everybody: how late its event loop is. That is the time that every request waits
 * before it is even looked at. A queue of half a second is full pressure.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Mean delay of the loop at full pressure. */
const FULL_MS = 500;
/** Of the newest reading. With READING_MS_MAX, one stall among calm ones makes a pressure below 0.5: nothing is shed for it. */
const NEWEST_WEIGHT = 0.2;
/** A process that was stopped for a minute was not pressed for a minute. */
const READING_MS_MAX = 1_000;

const RESOLUTION_MS = 20;
const NS_PER_MS = 1e6;

/** A reading of the mean delay since the last one, milliseconds. */
export type LoopDelay = () => number;

/** The delay of this process' event loop. Its timer costs under a thousandth of a core. */
export function loopDelay(): LoopDelay {
  const seen = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  seen.enable();
  return () => {
    // Node counts its own timer's interval too. No sample at all since the last reading: NaN.
    const meanMs = seen.mean / NS_PER_MS - RESOLUTION_MS;
    seen.reset();
    return Number.isFinite(meanMs) ? Math.max(0, meanMs) : 0;
  };
}

/** Smooths readings, because a single stall (a collection of garbage, a full disk queue) is no overload. */
export class Pressure {
  #delayMs = 0;

  /** @returns the pressure after one more reading */
  read(delayMs: number): number {
    this.#delayMs += NEWEST_WEIGHT * (Math.min(delayMs, READING_MS_MAX) - this.#delayMs);
    return Math.min(1, this.#delayMs / FULL_MS);
  }
}
