/** What an answer means to its step, and what the session keeps of it. Pure: the answer is given. */
import { EVERY_OUTCOME, type Outcome } from '../metrics.ts';
import type { Answer } from './answer.ts';
import type { Shop, Step, Taken } from './shop.ts';
import type { Taking } from './takings.ts';

/** A text for the session, by its place in the shop's `keeps`. */
export interface KeptText {
  readonly index: number;
  readonly text: string;
}

/** An answer as the crowd counts it. */
export interface Reading {
  readonly outcome: Outcome;
  /** Why it is not ok, in a few words; null: the status says it. */
  readonly reason: string | null;
  readonly taken: readonly KeptText[];
  /** What the step takes and the answer did not have. It has failed, unless the session keeps one already. */
  readonly missing: readonly Taken[];
}

const NOTHING: readonly never[] = [];
/** No token and no address is longer. */
const TAKEN_CHARACTERS_MAX = 65_536;
const tooLong = ({ name }: Taken): string =>
  `${name} has more than ${TAKEN_CHARACTERS_MAX} characters, and is not kept`;

/** An answer that is read by its status, or that never came. */
export const plainReading = (outcome: Outcome, reason: string | null): Reading => ({
  outcome,
  reason,
  taken: NOTHING,
  missing: NOTHING,
});

/** @param cookies the names of cookies that the shop keeps of every answer */
export function readAnswer(
  step: Pick<Step, 'outcome' | 'reader' | 'takes'>,
  { keeps, cookies }: Pick<Shop, 'keeps' | 'cookies'>,
  answer: Answer,
): Reading {
  const { outcome, reason } = meaningOf(step, answer);
  const taken: KeptText[] = [];
  if (typeof cookies !== 'string')
    for (const name of cookies) {
      const text = answer.cookie(name);
      if (text !== '') taken.push({ index: keeps.indexOf(name), text });
    }
  const missing: Taken[] = [];
  if (outcome === 'ok' || outcome === 'degraded')
    for (const each of step.takes) {
      const text = textAt(each.taking, answer);
      if (text instanceof Error) return { ...plainReading('failed', unreadable(text)), taken };
      // Every shopper keeps one: a body of megabytes would be the generator's end.
      if (text.length > TAKEN_CHARACTERS_MAX) return { ...plainReading('failed', tooLong(each)), taken };
      if (text === '') missing.push(each);
      else taken.push({ index: each.index, text });
    }
  return { outcome, reason, taken, missing };
}

const isRedirection = (status: number): boolean => status >= 300 && status < 400;

/** Without query and fragment: they may hold anything, and causes are counted by their words. */
export const redirectedTo = (status: number, location: string): string =>
  `HTTP ${status} to ${location === '' ? 'nowhere' : location.replace(/[?#].*/, '')}; redirects are not followed`;

function meaningOf(
  { outcome, reader }: Pick<Step, 'outcome' | 'reader'>,
  answer: Answer,
): { readonly outcome: Outcome; readonly reason: string | null } {
  const { status } = answer;
  if (reader === null && isRedirection(status))
    return { outcome: outcome(status), reason: redirectedTo(status, answer.header('location')) };
  if (reader === null || status === 0) return { outcome: outcome(status), reason: null };
  try {
    const meaning = reader(answer);
    const said = typeof meaning === 'string' ? { outcome: meaning, reason: null } : meaning;
    if (EVERY_OUTCOME.includes(said.outcome)) return said;
    return { outcome: 'failed', reason: `shop.ts gives no outcome: ${JSON.stringify(meaning)}` };
  } catch (error) {
    return { outcome: 'failed', reason: unreadable(error) };
  }
}

/** Empty: it is not there. An error: the body cannot be read. */
function textAt(taking: Taking, answer: Answer): string | Error {
  try {
    return textIn(taking, answer);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function textIn(taking: Taking, answer: Answer): string {
  switch (taking.from) {
    case 'cookie':
      return answer.cookie(taking.name);
    case 'header':
      return answer.header(taking.name);
    case 'regex': {
      const match = new RegExp(taking.source, taking.flags).exec(answer.body);
      return match?.[1] ?? match?.[0] ?? '';
    }
    case 'json':
      return inText(answer.json(taking.path));
  }
}

function inText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** k6 and JavaScript say it at length; the first line names the cause. */
function unreadable(error: unknown): string {
  const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
  return `the answer could not be read: ${first}`;
}
