/**
 * The faults of all drills at one place that only takes whole lists: each change sends what all drills have set there by now. Changes
 * arrive one after the other, in their order.
 */

/** Longer than it is tried to lift a fault, so that nothing lifts itself while we are at it. */
const MARGIN_MS = 60_000;
/** Neither a shop nor a boundary takes a longer time. */
const FOR_MS_MAX = 3_600_000;

/** @param forMs after it the place is to lift them by itself; null when nothing is set */
type SendFaults<Fault> = (faults: readonly Fault[], forMs: number | null) => Promise<void>;

export class FaultList<Fault> {
  readonly #send: SendFaults<Fault>;
  readonly #steadyMs: () => number;
  readonly #byDrill = new Map<string, { readonly faults: readonly Fault[]; readonly untilMs: number }>();
  #last: Promise<void> = Promise.resolve();

  constructor(send: SendFaults<Fault>, steadyMs: () => number = () => performance.now()) {
    this.#send = send;
    this.#steadyMs = steadyMs;
  }

  get isEmpty(): boolean {
    return [...this.#byDrill.values()].every(({ faults }) => faults.length === 0);
  }

  set(drill: string, faults: readonly Fault[], forMs: number): Promise<void> {
    this.#byDrill.set(drill, { faults, untilMs: this.#steadyMs() + forMs });
    return this.tell();
  }

  /** Does nothing for a drill that has tried to set none, or whose faults are lifted. */
  async lift(drill: string): Promise<void> {
    if (!this.#byDrill.has(drill)) return;
    const lifted = { faults: [], untilMs: 0 };
    this.#byDrill.set(drill, lifted);
    await this.tell();
    // A drill that flaps may have set it again meanwhile.
    if (this.#byDrill.get(drill) === lifted) this.#byDrill.delete(drill);
  }

  /** The place is gone, and the drill's faults with it. */
  forget(drill: string): void {
    this.#byDrill.delete(drill);
  }

  tell(): Promise<void> {
    const told = this.#last.then(() => {
      const set = [...this.#byDrill.values()].filter(({ faults }) => faults.length > 0);
      const untilMs = Math.max(...set.map((each) => each.untilMs));
      const leftMs = Math.ceil(Math.max(0, untilMs - this.#steadyMs())) + MARGIN_MS;
      const forMs = set.length === 0 ? null : Math.min(leftMs, FOR_MS_MAX);
      return this.#send(
        set.flatMap(({ faults }) => faults),
        forMs,
      );
    });
    this.#last = told.catch(() => undefined);
    return told;
  }
}
