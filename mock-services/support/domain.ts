/**
 * Questions: the bot solves most of them; the others wait in one line for an agent, first come, first served. The line and the
 * agents' times are stored, so a restart forgets nobody. Times are the campaign's, in epoch milliseconds.
 */
import { accepted, found, notFound, type Outcome } from '../platform/outcome.ts';
import type { Reader, Store, Tx } from '../platform/store.ts';
import { table } from '../platform/table.ts';
import type { RegionSettings } from '../region-settings.ts';

export interface Question {
  readonly topic: string;
  /** Its number in the line; null if the bot solved it. */
  readonly number: number | null;
  /** When an agent took it out of the line. */
  readonly takenAtMs?: number;
}
/** Each shopper's latest question. */
export const QUESTIONS = table<Question>('support-questions');

export interface Waiting {
  readonly shopper: string;
  readonly askedAtMs: number;
}
/** The line, by `lineKey`. */
export const LINE = table<Waiting>('support-line');

export interface Desk {
  /** The number of the first in line, and the number that the next question gets. */
  readonly first: number;
  readonly next: number;
  /** Since when or from when each agent is free. */
  readonly freeAtMs: readonly number[];
}
export const DESKS = table<Desk>('support-desk');
const DESK = 'desk';

const SECOND_MS = 1000;
/** Campaign review: 45 s average answer. */
export const ANSWER_MS = 45 * SECOND_MS;
/**
 * Assumption, for all regions: 237,000 enquiries in twelve hours (campaign review), 18 % of them left by the bot, keep 45 agents
 * busy; the busiest hour has 2.5 times the mean.
 */
const AGENTS_ALL_REGIONS = 110;
/** Limits the transaction of one round. With 110 agents, half a minute takes 75 questions. */
const TAKEN_A_ROUND_MAX = 300;

/** Padded to this many digits, keys sort like their numbers. */
const NUMBER_DIGITS = 10;
const lineKey = (number: number): string => String(number).padStart(NUMBER_DIGITS, '0');

/**
 * How many agents a region has. The calendar is squeezed but rates are not, so a rehearsal asks only 1/speed of the calendar's
 * questions, and has only 1/speed of the agents.
 *
 * @param factor `shop.resources.factor`: more of them when the campaign needs more
 */
export const agentsOf = (
  { share, calendar }: Pick<RegionSettings, 'share' | 'calendar'>,
  factor: number,
): number => Math.ceil(Math.max(1, Math.round((AGENTS_ALL_REGIONS * share) / calendar.speed)) * factor);

/** Starts with all agents free. */
export function openDesk(tx: Tx, settings: Pick<RegionSettings, 'share' | 'calendar'>): void {
  tx.put(DESKS, DESK, { first: 0, next: 0, freeAtMs: Array(agentsOf(settings, 1)).fill(0) });
}

/** Always there: `fill` wrote it when the data directory was new. */
const deskOf = (reader: Reader): Desk => reader.get(DESKS, DESK)!;

export const waitingOf = (reader: Reader): number => {
  const { first, next } = deskOf(reader);
  return next - first;
};

export interface Asking {
  readonly shopper: string;
  readonly topic: string;
  readonly solved: boolean;
}

export function ask(tx: Tx, { shopper, topic, solved }: Asking, nowMs: number): Outcome {
  const desk = deskOf(tx);
  const question: Question = { topic, number: solved ? null : desk.next };
  tx.put(QUESTIONS, shopper, question);
  if (!solved) {
    tx.put(LINE, lineKey(desk.next), { shopper, askedAtMs: nowMs });
    tx.put(DESKS, DESK, { ...desk, next: desk.next + 1 });
  }
  return accepted({ shopper, ...standing(desk, question, nowMs) });
}

export function check(reader: Reader, shopper: string, nowMs: number): Outcome {
  const question = reader.get(QUESTIONS, shopper);
  if (question === undefined) {
    return notFound(
      'no_question',
      `Shopper "${shopper}" has asked no question.`,
      'Ask one first: POST /support/questions.',
    );
  }
  return found({ shopper, ...standing(deskOf(reader), question, nowMs) });
}

/** How a question stands. Place 1 is the first in line, place 0 is being answered; seconds are the campaign's. */
function standing({ first, freeAtMs }: Desk, { topic, number, takenAtMs }: Question, nowMs: number): object {
  if (number === null) return { topic, status: 'solved' };
  if (takenAtMs === undefined) {
    const place = number - first + 1;
    const answersBefore = Math.ceil(place / freeAtMs.length);
    return { topic, status: 'waiting', place, expectedSeconds: (answersBefore * ANSWER_MS) / SECOND_MS };
  }
  const leftMs = takenAtMs + ANSWER_MS - nowMs;
  if (leftMs <= 0) return { topic, status: 'answered' };
  return { topic, status: 'waiting', place: 0, expectedSeconds: Math.ceil(leftMs / SECOND_MS) };
}

/**
 * Lets agents take as many questions from the line as they had time for until now. When an agent begins depends on when it became
 * free, not on when this runs.
 *
 * @param agents how many there are now; a new one is free from now on
 * @returns how many seconds each of these questions waited
 */
export async function workOff(store: Store, agents: number, nowMs: number): Promise<number[]> {
  const line = [...store.range(LINE, { limit: TAKEN_A_ROUND_MAX })].map(({ key }) => key);
  if (line.length === 0 && deskOf(store).freeAtMs.length === agents) return [];
  return store.transact((tx) => {
    const desk = deskOf(tx);
    const freeAtMs = staffed(desk.freeAtMs, agents, nowMs);
    const waitedSeconds: number[] = [];
    for (const key of line) {
      const waiting = tx.get(LINE, key);
      // Another round has taken it already.
      if (waiting === undefined) continue;
      const agent = freeAtMs.indexOf(Math.min(...freeAtMs));
      const takenAtMs = Math.max(freeAtMs[agent]!, waiting.askedAtMs);
      if (takenAtMs > nowMs) break;
      freeAtMs[agent] = takenAtMs + ANSWER_MS;
      take(tx, key, waiting.shopper, takenAtMs);
      waitedSeconds.push((takenAtMs - waiting.askedAtMs) / SECOND_MS);
    }
    tx.put(DESKS, DESK, { ...desk, first: desk.first + waitedSeconds.length, freeAtMs });
    return waitedSeconds;
  });
}

function take(tx: Tx, key: string, shopper: string, takenAtMs: number): void {
  tx.remove(LINE, key);
  const question = tx.get(QUESTIONS, shopper)!;
  // A shopper who asked again meanwhile sees only the latest question, but the agent answers both.
  if (question.number === Number(key)) tx.put(QUESTIONS, shopper, { ...question, takenAtMs });
}

/** The agents who are busy for longest leave first. They still finish their answer. */
function staffed(freeAtMs: readonly number[], agents: number, nowMs: number): number[] {
  const stay = [...freeAtMs].sort((a, b) => a - b).slice(0, agents);
  return [...stay, ...Array<number>(agents - stay.length).fill(nowMs)];
}
