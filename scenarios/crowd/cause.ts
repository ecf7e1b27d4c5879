/** Why an answer was not ok, in words that are the same for the same cause. */
import { EVERY_OUTCOME } from '../metrics.ts';
import type { Reading } from '../shop/read-answer.ts';
import type { AnswerMark } from './ports.ts';
import { causeWords, type RemarkBook } from './remarks.ts';

export interface Cause {
  readonly text: string;
  /** Whether it says more than the status. */
  readonly isReason: boolean;
}

/** What the causes begin with that are the generator's own. */
export const OWN_CAUSE = 'the generator itself: ';

/**
 * @param said why, if the answer's reader or the network said so
 * @param missing what the answer should have given and did not
 */
export function causeOf(
  status: number,
  mark: AnswerMark | undefined,
  said: string | null,
  missing: string | undefined,
): Cause {
  if (missing !== undefined) return reason(`${missing} was not in the answer (HTTP ${status})`);
  if (mark === 'own') return reason(`${OWN_CAUSE}${said ?? 'it could not send'}`);
  if (said !== null) return reason(said);
  return { text: status === 0 ? 'no answer' : `HTTP ${status}`, isReason: false };
}

const FAILED = EVERY_OUTCOME.indexOf('failed');

/** Notes why an answer was not ok. A correct no needs no explanation, unless there is one. */
export function noteCause(
  remarks: RemarkBook,
  step: string,
  outcome: number,
  status: number,
  mark: AnswerMark | undefined,
  reading: Reading | undefined,
  missing: string | undefined,
): void {
  const words = causeOf(status, mark, reading?.reason ?? null, missing);
  if (outcome === FAILED || words.isReason)
    remarks.cause(step, causeWords(EVERY_OUTCOME[outcome]!, words.text));
}

const reason = (text: string): Cause => ({ text, isReason: true });
