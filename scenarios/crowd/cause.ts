/** Why an answer was not ok, in words that are the same for the same cause. */
import type { AnswerMark } from './ports.ts';

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

const reason = (text: string): Cause => ({ text, isReason: true });
