/** What each HTTP status means, computed once: in k6's interpreter, a call costs more than reading a list. */
import { EVERY_OUTCOME, GUARDED_ANSWERS, type GuardedAnswer, type Outcome } from '../metrics.ts';
import type { Step } from '../shop/shop.ts';

/** 0 for no response, and every HTTP status. */
const STATUSES = 1000;

export interface Statuses {
  /** The outcome of each status for a shopper and for a bot, as an index in EVERY_OUTCOME. */
  readonly outcomeOf: readonly number[];
  readonly botOutcomeOf: readonly number[];
  /** What each status says about risk control, as an index in GUARDED_ANSWERS. */
  readonly guardedAnswerOf: readonly number[];
}

/** @param outcome what a step makes of a status */
export function statusesOf(outcome: Step['outcome']): Statuses {
  const each = (place: (status: number) => number): readonly number[] =>
    Array.from({ length: STATUSES }, (_, status) => place(status));
  const ofShopper = (status: number): Outcome => (outcome(status) === 'stopped' ? 'failed' : outcome(status));
  const guardedAnswer = (status: number): GuardedAnswer => {
    if (outcome(status) === 'stopped') return 'stopped';
    return outcome(status) === 'failed' ? 'other' : 'passed';
  };
  return {
    outcomeOf: each((status) => EVERY_OUTCOME.indexOf(ofShopper(status))),
    botOutcomeOf: each((status) => EVERY_OUTCOME.indexOf(outcome(status))),
    guardedAnswerOf: each((status) => GUARDED_ANSWERS.indexOf(guardedAnswer(status))),
  };
}

/** One table for all steps that read a status alike: it has three thousand entries. */
export function statusesOfSteps(steps: readonly Pick<Step, 'outcome'>[]): readonly Statuses[] {
  const known = new Map<Step['outcome'], Statuses>();
  return steps.map(({ outcome }) => {
    const statuses = known.get(outcome) ?? statusesOf(outcome);
    known.set(outcome, statuses);
    return statuses;
  });
}
