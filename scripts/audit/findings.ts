/** What an audit found, in words. The list stays short, however much is wrong. */
import { plural } from '../text/numbers.ts';

const EXAMPLES_MAX = 3;

export class Findings {
  readonly #found = new Map<string, { count: number; readonly examples: string[] }>();

  /**
   * @param promise what should have held, in words
   * @param example the id of a place where it did not, and what was found there
   */
  add(promise: string, example: string): void {
    let found = this.#found.get(promise);
    if (found === undefined) {
      found = { count: 0, examples: [] };
      this.#found.set(promise, found);
    }
    found.count += 1;
    if (found.examples.length < EXAMPLES_MAX) found.examples.push(example);
  }

  /** One line a promise: what was promised, how often it was broken, and the first examples. */
  get lines(): readonly string[] {
    return [...this.#found].map(
      ([promise, { count, examples }]) =>
        `${promise}: broken ${plural(count, 'time')}, such as ${examples.join('; ')}`,
    );
  }
}
