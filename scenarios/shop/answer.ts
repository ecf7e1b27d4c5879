/** What a step's own reader sees of an answer, and what it makes of it. */
import type { Outcome } from '../metrics.ts';

export interface Answer {
  /** 0: no response came. */
  readonly status: number;
  /** Empty if there is none. */
  readonly body: string;
  /**
   * What the body holds as JSON at a path in gjson's syntax (`data.order.code`, `items.0.id`); all of it without a path. Undefined
   * if nothing is there. One path costs some microseconds, all of a large body up to 200.
   * @throws Error when the body is not JSON: the answer then counts as failed
   */
  readonly json: (path?: string) => unknown;
  /** The value of a header, whatever its case; empty if there is none. */
  readonly header: (name: string) => string;
  /** The value of a cookie that this answer sets; empty if it sets none of that name. */
  readonly cookie: (name: string) => string;
}

/** An outcome, with the reason if there is more to say than the status. */
export type Meaning = Outcome | { readonly outcome: Outcome; readonly reason: string };
export type Reader = (answer: Answer) => Meaning;
