/**
 * Who is in a room. Viewers do not say when they leave, so a stay ends by itself. Kept in memory only: after a restart the rooms
 * are empty. No order depends on it.
 */
import { ON_SCREEN_MS } from './room.ts';

/** Assumption, on the campaign's clock: a viewer stays for two products. */
export const STAYS_MS = 2 * ON_SCREEN_MS;
/** Assumption: some 10 MB per room. Above this, those who entered first are forgotten first. */
const VIEWERS_MAX = 100_000;

export class Viewers {
  readonly #max: number;
  /** When each shopper's stay ends, in the order of entering. */
  readonly #untilMs = new Map<string, number>();

  constructor(max = VIEWERS_MAX) {
    this.#max = max;
  }

  /** Somebody who enters again counts once and stays longer. */
  enter(shopper: string, nowMs: number): void {
    this.#untilMs.delete(shopper);
    this.#untilMs.set(shopper, nowMs + STAYS_MS);
    this.#forget(nowMs);
  }

  count(nowMs: number): number {
    this.#forget(nowMs);
    return this.#untilMs.size;
  }

  /** Visits each entry only once, so that entering and counting stay cheap. */
  #forget(nowMs: number): void {
    for (const [shopper, untilMs] of this.#untilMs) {
      if (untilMs > nowMs && this.#untilMs.size <= this.#max) return;
      this.#untilMs.delete(shopper);
    }
  }
}
