/** Why an answer was not ok, in words that are the same for the same cause. */
import type { Reading } from '../shop/read-answer.ts';
import type { AnswerMark } from './ports.ts';

export interface Cause {
  readonly text: string;
  /** Whether it says more than the status. */
  readonly isReason: boolean;
}

/** What the causes begin with that are the generator's own. */
export const OWN_CAUSE = 'the generator itself: ';

export function causeOf(
  status: number,
  mark: AnswerMark | undefined,
  reading: Pick<Reading, 'reason' | 'missing'> | undefined,
): Cause {
  const [missing] = reading?.missing ?? [];
  if (missing !== undefined) return reason(`${missing.name} was not in the answer (HTTP ${status})`);
  const said = reading?.reason ?? null;
  if (mark === 'own') return reason(`${OWN_CAUSE}${said ?? 'it could not send'}`);
  if (said !== null) return reason(said);
  return { text: status === 0 ? 'no answer' : `HTTP ${status}`, isReason: false };
}

const reason = (text: string): Cause => ({ text, isReason: true });
