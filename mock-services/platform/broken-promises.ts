/** What the audit found wrong. The list stays short, however much is wrong. */

const EXAMPLES_MAX = 3;

export class BrokenPromises {
  readonly #found = new Map<string, { count: number; examples: string[] }>();

  /**
   * @param promise what should have held, in words
   * @param example a place where it did not hold
   */
  add(promise: string, example: string): void {
    const found = this.#found.get(promise) ?? { count: 0, examples: [] };
    found.count += 1;
    if (found.examples.length < EXAMPLES_MAX) found.examples.push(example);
    this.#found.set(promise, found);
  }

  /** One line per promise: the promise, how often it was broken, and the first examples. */
  get list(): string[] {
    return [...this.#found].map(
      ([promise, { count, examples }]) => `${promise}: broken ${count} times, by ${examples.join(', ')}`,
    );
  }
}
