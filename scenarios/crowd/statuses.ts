/** What each HTTP status means, computed once: in k6's interpreter, a call costs more than reading a list. */
import { EVERY_OUTCOME, GUARDED_ANSWERS, type GuardedAnswer } from '../metrics.ts';
import type { Storefront } from '../storefront/storefront.ts';

/** 0 for no response, and every HTTP status. */
const STATUSES = 1000;

export interface Statuses {
  /** The outcome of each status for a shopper and for a bot, as an index in EVERY_OUTCOME. */
  readonly outcomeOf: readonly number[];
  readonly botOutcomeOf: readonly number[];
  /** What each status says about risk control, as an index in GUARDED_ANSWERS. */
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
