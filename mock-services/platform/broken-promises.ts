/** What the audit found wrong, as a short list however much it is. */

const EXAMPLES_MAX = 3;

export class BrokenPromises {
  readonly #found = new Map<string, { count: number; examples: string[] }>();

  /**
   * @param promise what should have held, in words
   * @param example where it did not
   */
  add(promise: string, example: string): void {
    const found = this.#found.get(promise) ?? { count: 0, examples: [] };
    found.count += 1;
    if (found.examples.length < EXAMPLES_MAX) found.examples.push(example);
    this.#found.set(promise, found);
  }

  /** One line a promise: the promise, how often it was broken, and the first examples. */
  get list(): string[] {
    return [...this.#found].map(
      ([promise, { count, examples }]) => `${promise}: broken ${count} times, by ${examples.join(', ')}`,
    );
  }
}
