/** What each HTTP status means, looked up once for all of them: a call costs k6's interpreter more than a place in a list. */
import { EVERY_OUTCOME, GUARDED_ANSWERS, type GuardedAnswer } from '../metrics.ts';
import type { Storefront } from '../storefront/storefront.ts';

/** 0, no answer, and all that there are in HTTP. */
const STATUSES = 1000;

export interface Statuses {
  /** A status's outcome to a shopper and to a bot, as its place in EVERY_OUTCOME. */
  readonly outcomeOf: readonly number[];
  readonly botOutcomeOf: readonly number[];
  /** What it says of risk control, as its place in GUARDED_ANSWERS. */
  readonly guardedAnswerOf: readonly number[];
}

export function statusesOf({ outcome, stops }: Pick<Storefront, 'outcome' | 'stops'>): Statuses {
  const each = (place: (status: number) => number): readonly number[] =>
    Array.from({ length: STATUSES }, (_, status) => place(status));
  const guardedAnswer = (status: number): GuardedAnswer => {
    if (stops(status)) return 'stopped';
    return outcome(status) === 'failed' ? 'other' : 'passed';
  };
  return {
    outcomeOf: each((status) => EVERY_OUTCOME.indexOf(outcome(status))),
    botOutcomeOf: each((status) => EVERY_OUTCOME.indexOf(stops(status) ? 'stopped' : outcome(status))),
    guardedAnswerOf: each((status) => GUARDED_ANSWERS.indexOf(guardedAnswer(status))),
  };
}
