/** The faults that are set now, until when, and which calls wait for their end. The clock and the timers are passed in. */
import type { BoundaryFault } from '../../scenarios/drills/boundary-fault.ts';

interface Timers {
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
  /** Calls back once, unless it is cancelled by what it returns. */
  readonly later: (ms: number, callback: () => void) => () => void;
}

type Kind = BoundaryFault['kind'];
interface Waiting {
  readonly kind: Kind;
  readonly released: () => void;
}

/** A timer of Node's cannot wait longer. */
const LATER_MS_MAX = 2 ** 31 - 1;

export const SYSTEM_TIMERS: Timers = {
  nowMs: Date.now,
  later: (ms, callback) => {
    const timer = setTimeout(callback, Math.min(ms, LATER_MS_MAX));
    return () => clearTimeout(timer);
  },
};

export class FaultsSet {
  current: readonly BoundaryFault[] = [];
  setAtMs: number | null = null;
  liftsAtMs: number | null = null;
  /** Told after each change. */
  onChange: () => void = () => undefined;
  readonly #timers: Timers;
  readonly #waiting = new Set<Waiting>();
  #cancelLift: () => void = () => undefined;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Replaces all. They lift by themselves after `forMs`: a rehearsal that was killed leaves no dependency broken. */
  set(faults: readonly BoundaryFault[], forMs: number): void {
    this.#cancelLift();
    this.setAtMs = this.#timers.nowMs();
    this.liftsAtMs = this.setAtMs + forMs;
    this.#cancelLift = this.#timers.later(forMs, () => this.lift());
    this.#change(faults);
  }

  lift(): void {
    this.#cancelLift();
    this.setAtMs = null;
    this.liftsAtMs = null;
    this.#change([]);
  }

  has(kind: Kind): boolean {
    return this.current.some((fault) => fault.kind === kind);
  }

  /**
   * Calls back once, when no fault of this kind is set any more, unless it is cancelled by what this returns. Faults that are set anew
   * hold on to their calls.
   */
  whenLifted(kind: Kind, released: () => void): () => void {
    const waiting = { kind, released };
    this.#waiting.add(waiting);
    return () => this.#waiting.delete(waiting);
  }

  /** Calls back after so long, or when latency is lifted, but not when it is cancelled. */
  waitOut(ms: number, over: () => void): () => void {
    const cancel = (): void => {
      cancelTimer();
      forget();
    };
    const end = (): void => {
      cancel();
      over();
    };
    const cancelTimer = this.#timers.later(ms, end);
    const forget = this.whenLifted('latency', end);
    return cancel;
  }

  #change(faults: readonly BoundaryFault[]): void {
    this.current = faults;
    for (const waiting of [...this.#waiting])
      if (!this.has(waiting.kind) && this.#waiting.delete(waiting)) waiting.released();
    this.onChange();
  }
}
