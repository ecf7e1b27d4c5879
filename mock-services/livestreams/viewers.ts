/**
 * Who is in a room, as far as the shop knows. Nobody says when they leave, so a stay ends by itself. Kept in memory only: after a
 * restart rooms are empty, and no order is lost.
 */
import { ON_SCREEN_MS } from './room.ts';

/** An assumption, on the campaign's clock: who enters stays for two products. */
export const STAYS_MS = 2 * ON_SCREEN_MS;
/** An assumption, some 10 MB a room: above it those who entered first are forgotten first. */
const VIEWERS_MAX = 100_000;

export class Viewers {
  readonly #max: number;
  /** Until when, by shopper, in the order of their entering. */
  readonly #untilMs = new Map<string, number>();

  constructor(max = VIEWERS_MAX) {
    this.#max = max;
  }

  /** Entering again only prolongs the stay. */
  enter(shopper: string, nowMs: number): void {
    this.#untilMs.delete(shopper);
    this.#untilMs.set(shopper, nowMs + STAYS_MS);
    this.#forget(nowMs);
  }

  count(nowMs: number): number {
    this.#forget(nowMs);
    return this.#untilMs.size;
  }

  /** Each entry is forgotten once, so that entering and counting stay cheap. */
  #forget(nowMs: number): void {
    for (const [shopper, untilMs] of this.#untilMs) {
      if (untilMs > nowMs && this.#untilMs.size <= this.#max) return;
      this.#untilMs.delete(shopper);
    }
  }
}
