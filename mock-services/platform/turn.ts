/** The decisions of one event-loop turn, committed together. */

interface Waiting {
  readonly run: () => void;
  readonly committed: () => void;
  readonly failed: (error: Error) => void;
}

export class Turn {
  readonly #commit: (run: () => void) => void;
  #waiting: Waiting[] = [];
  #last: Promise<void> = Promise.resolve();

  /** @param commit runs its argument in one transaction and returns when it is committed; or throws and commits nothing */
  constructor(commit: (run: () => void) => void) {
    this.#commit = commit;
  }

  /** Resolves once the decision is committed. A decision that throws is rejected alone; a failed commit rejects the whole turn. */
  decide<Answer>(decision: () => Answer): Promise<Answer> {
    if (this.#waiting.length === 0) {
      this.#last = new Promise((resolve) => {
        setImmediate(() => {
          this.#end();
          resolve();
        });
      });
    }
    return new Promise((resolve, reject) => {
      let settle = (): void => undefined;
      this.#waiting.push({
        run: () => {
          try {
            const answer = decision();
            settle = () => resolve(answer);
          } catch (error) {
            settle = () => reject(error as Error);
          }
        },
        committed: () => settle(),
        failed: reject,
      });
    });
  }

  /** Resolves when nothing is waiting. */
  async ended(): Promise<void> {
    await this.#last;
  }

  #end(): void {
    const turn = this.#waiting;
    this.#waiting = [];
    try {
      this.#commit(() => {
        for (const { run } of turn) run();
      });
    } catch (error) {
      for (const { failed } of turn) failed(error as Error);
      return;
    }
    for (const { committed } of turn) committed();
  }
}
