/** A clock that stands still until a test moves it. Whoever sleeps is woken in order. */
import { setImmediate as settled } from 'node:timers/promises';
import type { DrillClock } from '../clock.ts';

interface Sleeper {
  readonly untilMs: number;
  readonly wake: () => void;
}

export class VirtualClock implements DrillClock {
  #steadyMs = 0;
  #wallMs: number;
  readonly #sleepers = new Set<Sleeper>();

  constructor(wallMs = -1000) {
    this.#wallMs = wallMs;
  }

  nowMs = (): number => this.#wallMs;
  steadyMs = (): number => this.#steadyMs;

  sleep = (ms: number, signal: AbortSignal | null = null): Promise<void> =>
    new Promise((resolve) => {
      const sleeper: Sleeper = {
        untilMs: this.#steadyMs + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      if (signal?.aborted === true) return resolve();
      signal?.addEventListener('abort', sleeper.wake, { once: true });
      return this.#sleepers.add(sleeper);
    });

  /** Somebody sets the wall clock. */
  stepBy(ms: number): void {
    this.#wallMs += ms;
  }

  async advanceBy(ms: number): Promise<void> {
    const untilMs = this.#steadyMs + ms;
    await settled();
    for (;;) {
      const next = [...this.#sleepers].sort((a, b) => a.untilMs - b.untilMs)[0];
      if (next === undefined || next.untilMs > untilMs) break;
      this.#moveTo(Math.max(next.untilMs, this.#steadyMs));
      next.wake();
      await settled();
    }
    this.#moveTo(untilMs);
  }

  #moveTo(steadyMs: number): void {
    this.#wallMs += steadyMs - this.#steadyMs;
    this.#steadyMs = steadyMs;
  }
}
