/** What an answer means to its step, and what the session keeps of it. Pure: the answer is given. */
import { EVERY_OUTCOME, type Outcome } from '../metrics.ts';
import type { Answer } from './answer.ts';
import { isRedirection } from './http-status.ts';
import type { Shop, Step, Taken } from './shop.ts';
import type { Taking } from './takings.ts';

/** A text for the session, by its place in the shop's `keeps`. */
export interface KeptText {
  readonly index: number;
  readonly text: string;
}

/** An answer of a server that failed is never ok, whatever a reader makes of it. */
const SERVER_ERROR_MIN = 500;

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
    // Not `for … of`: in k6's interpreter an iterator costs more than what is done here.
    for (let i = 0; i < cookies.length; i++) {
      const text = answer.cookie(cookies[i]!);
      if (text !== '') taken.push({ index: keeps.indexOf(cookies[i]!), text });
    }
  const missing: Taken[] = [];
  if (outcome === 'ok' || outcome === 'degraded')
    for (let i = 0; i < step.takes.length; i++) {
      const each = step.takes[i]!;
      const text = textAt(each.taking, answer);
      if (text instanceof Error) return { ...plainReading('failed', unreadable(text)), taken };
      // Every shopper keeps one: a body of megabytes would be the generator's end.
      if (text.length > TAKEN_CHARACTERS_MAX) return { ...plainReading('failed', tooLong(each)), taken };
      if (text === '') missing.push(each);
      else taken.push({ index: each.index, text });
    }
  return { outcome, reason, taken, missing };
}

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
    // "No errorCode" is true of a 502 as well.
    if (said.outcome === 'ok' && answer.status >= SERVER_ERROR_MIN)
      return { outcome: 'failed', reason: `HTTP ${answer.status}, which shop.ts takes for ok` };
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
      const match = patternOf(taking).exec(answer.body);
      return match?.[1] ?? match?.[0] ?? '';
    }
    case 'json':
      return inText(answer.json(taking.path));
  }
}

/** Compiled once, and not for each answer. */
const patterns = new WeakMap<Taking, RegExp>();

function patternOf(taking: Extract<Taking, { readonly from: 'regex' }>): RegExp {
  const pattern = patterns.get(taking) ?? new RegExp(taking.source, taking.flags);
  patterns.set(taking, pattern);
  // With the flags g and y, it goes on from where it found something in another answer.
  pattern.lastIndex = 0;
  return pattern;
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
