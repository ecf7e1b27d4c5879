import type { Verdict } from '../verdict/verdict.ts';
import type { Words } from '../words/words.ts';

/** A way to show a verdict. To add one: a file that exports it, and its line in index.ts. */
export interface Output {
  readonly name: string;
  /** What it is called in the run's folder; `null` when it goes to the terminal. */
  readonly file: string | null;
  readonly print: (verdict: Verdict, options: PrintOptions) => string;
}

export interface PrintOptions {
  /** Never for a file. */
  readonly colour: boolean;
  /** Width of the page, for what goes to a terminal. */
  readonly columns?: number;
  /** All that is known, and not only what one takes in at a glance. */
  readonly explain?: boolean;
  /** The language of what goes to a terminal; English if left out. Files that programs read know no other. */
  readonly words?: Words;
}
