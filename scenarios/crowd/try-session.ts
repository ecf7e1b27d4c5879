/** One shopper after the other walks through each behaviour, without think times. Without clock or network: its driver has both. */

import type { Phase, Plan } from '../campaigns/plan.ts';
import type { Outcome } from '../metrics.ts';
import type { Answer } from '../shop/answer.ts';
import { looksWrong } from '../shop/looks-wrong.ts';
import { withoutSession } from '../shop/promise-kinds.ts';
import { plainReading, type Reading, readAnswer } from '../shop/read-answer.ts';
import type { Masked } from '../shop/secrets.ts';
import type { Shop, Step } from '../shop/shop.ts';
import type { Visit } from '../shop/visit.ts';
import type { AccountBook } from './account-ranges.ts';
import { castOf, channelEntry, type Member } from './cast.ts';
import { causeOf } from './cause.ts';
import { Kept } from './kept.ts';
import type { AnswerMark } from './ports.ts';
import type { Exchange, TryEvent } from './try-events.ts';
import { shownValue } from './try-masks.ts';
import { TryVisit, UnknownName } from './try-visit.ts';
import type { RowVisit } from './visit.ts';
import { Walk } from './walk.ts';

/** More than a shopper has patience for. Whoever walks in a circle is stopped by it. */
export const STEPS_MAX = 30;
/** Each of them must see something new, so most behaviours have far fewer. */
export const SHOPPERS_MAX = 20;
/** All of them in all. */
export const TRY_MS_MAX = 60_000;
/** Of a body, what is told. */
export const BODY_CHARACTERS_MAX = 2000;
/** Of a body, what is searched for secrets: all that could be told, however long the secrets in it are. */
const SEARCHED_CHARACTERS_MAX = 100_000;
/** The one row of its table. */
const ROW = 0;

/** What became of a request. Nothing is hidden or cut yet. */
export interface Reply {
  readonly exchange: Exchange;
  /** Null: none came. */
  readonly answer: Answer | null;
  /** Why none came. */
  readonly error: string;
  readonly isOwnError: boolean;
  /** Why none was made: a name that shop.ts reads, and nothing gives. */
  readonly unknown?: UnknownName['unknown'];
}

export interface TryPorts {
  /** Sends the step's request for the visit. Whatever it throws is the shop's own mistake. */
  readonly ask: (step: Step, visit: RowVisit) => Promise<Reply>;
  readonly tell: (event: TryEvent) => void;
  readonly nowMs: () => number;
  /** What must not be shown of this visit. */
  readonly masks: (visit: Visit) => Masked;
}

export interface TrySettings {
  readonly plan: Plan;
  /** Its populations are the behaviours that are walked, in this order. */
  readonly phase: Phase;
  readonly shop: Shop;
  readonly runTag: string;
  readonly accounts?: AccountBook;
}

export async function tryAll(settings: TrySettings, ports: TryPorts): Promise<void> {
  const { plan, phase, shop } = settings;
  const cast = castOf(plan, phase, shop);
  const sessions = new Kept(shop.keeps.length, 1);
  const visit = new TryVisit(settings, cast, sessions);
  const untilMs = ports.nowMs() + TRY_MS_MAX;
  for (const member of cast)
    await new Trier({ shop, plan, member, sessions, visit, ports, untilMs }).walkAll();
}

interface Trying {
  readonly shop: Shop;
  readonly plan: Plan;
  readonly member: Member;
  readonly sessions: Kept;
  readonly visit: TryVisit;
  readonly ports: TryPorts;
  readonly untilMs: number;
}

interface Acknowledged {
  readonly words: string;
  /** Why there are none. */
  readonly failed?: string;
  readonly unknown?: UnknownName['unknown'];
}

class Trier {
  readonly #its: Trying;
  readonly #behaviour: string;
  readonly #walk: Walk;
  readonly #steps: ReadonlyMap<string, Step>;
  #stopped = '';

  constructor(its: Trying) {
    const { shop, plan, member } = its;
    const behaviour = shop.behaviours[member.population.behaviour]!;
    this.#its = its;
    this.#behaviour = behaviour.name;
    const { entry } = behaviour;
    this.#walk = new Walk(behaviour, entry === 'channels' ? channelEntry(plan, shop) : entry);
    this.#steps = new Map(shop.steps.map((step) => [step.name, step]));
  }

  async walkAll(): Promise<void> {
    for (let shopper = 0; this.#stopped === ''; shopper++) {
      const first = this.#walk.begin();
      if (first === null) break;
      if (shopper === SHOPPERS_MAX) this.#stopped = `${SHOPPERS_MAX} shoppers have walked`;
      else await this.#shop(first, shopper);
    }
    this.#its.ports.tell({
      kind: 'walked',
      behaviour: this.#behaviour,
      unvisited: this.#walk.unvisited,
      stopped: this.#stopped,
    });
  }

  /** One session. Ends it when it leads to nothing new. */
  async #shop(first: string, shopper: number): Promise<void> {
    const { sessions, ports, untilMs } = this.#its;
    const before = this.#walk.visited;
    let name: string | null = first;
    for (let n = 0; name !== null; n++) {
      if (ports.nowMs() >= untilMs) this.#stopped = `the ${TRY_MS_MAX / 1000} s of a try are over`;
      else if (n === STEPS_MAX) this.#stopped = `${STEPS_MAX} steps were walked, in circles`;
      if (this.#stopped !== '') break;
      name = await this.#step(this.#steps.get(name)!, shopper, n);
    }
    sessions.end(ROW);
    if (this.#walk.visited === before && this.#stopped === '')
      this.#stopped = 'what is answered changes from shopper to shopper';
  }

  /** The next step; null: the shopper leaves. */
  async #step(step: Step, shopper: number, n: number): Promise<string | null> {
    const { ports, visit, member } = this.#its;
    visit.at(ROW, member, shopper, 0, n);
    const whose = { behaviour: this.#behaviour, shopper: shopper + 1, step: step.name };
    const { shop, sessions } = this.#its;
    const lacks = step.needs
      .filter((index) => sessions.text(ROW, index) === '')
      .map((index) => shop.keeps[index]!);
    const beganMs = ports.nowMs();
    const reply = await this.#ask(step);
    const ms = ports.nowMs() - beganMs;
    const answered = this.#read(step, reply);
    const promised = this.#acknowledged(step, answered.outcome);
    const read =
      promised.failed !== undefined
        ? { ...answered, outcome: 'failed' as const, reason: promised.failed }
        : answered;
    const unknown = reply.unknown ?? promised.unknown;
    const next = this.#walk.after(step.name, read.outcome);
    const masked = ports.masks(visit);
    const { answer } = reply;
    const isPlain =
      step.reader === null && step.staySeconds === null && read.outcome === 'ok' && answer !== null;
    ports.tell({
      kind: 'request',
      ...whose,
      next,
      exchange: told(reply.exchange, masked),
      ms,
      outcome: read.outcome,
      reason: masked(read.reason),
      taken: read.taken.map(({ name, value }) => ({ name, value: shownValue(name, value, masked) })),
      lacks,
      looksWrong: (isPlain ? looksWrong(answer) : null) ?? '',
      acknowledged: masked(promised.words),
      ...(unknown === undefined ? {} : { unknown }),
    });
    return next;
  }

  async #ask(step: Step): Promise<Reply> {
    const { ports, visit } = this.#its;
    try {
      return await ports.ask(step, visit);
    } catch (thrown) {
      return {
        ...notSent(step, `shop.ts cannot make this request: ${firstLine(thrown)}`),
        ...(thrown instanceof UnknownName ? { unknown: thrown.unknown } : {}),
      };
    }
  }

  /** As the crowd has it: see `read` in crowd.ts. */
  #read(
    step: Step,
    { answer, error, isOwnError, exchange: { status } }: Reply,
  ): {
    readonly outcome: Outcome;
    readonly reason: string;
    readonly taken: readonly { readonly name: string; readonly value: string }[];
  } {
    const { shop, sessions, member } = this.#its;
    const reading = answer === null ? plainReading('failed', error) : readAnswer(step, shop, answer);
    const news = reading.taken.filter(({ index, text }) => sessions.text(ROW, index) !== text);
    for (const { index, text } of news) sessions.keep(ROW, index, text);
    const lacked = sessions.lackedBy(ROW, reading);
    let { outcome } = reading;
    if (lacked !== undefined || (outcome === 'stopped' && !member.isBot)) outcome = 'failed';
    else if (outcome === 'ok' && (answer?.header(shop.degradedHeader) ?? '') !== '') outcome = 'degraded';
    const mark: AnswerMark | undefined = isOwnError ? 'own' : undefined;
    const cause = causeOf(status, mark, reading.reason, lacked);
    return {
      outcome,
      reason: outcome === 'failed' || cause.isReason ? reasonIn(cause.text, outcome, reading) : '',
      taken: news.map(({ index, text }) => ({ name: shop.keeps[index]!, value: text })),
    };
  }

  #acknowledged(step: Step, outcome: Outcome): Acknowledged {
    if (step.promises === null || (outcome !== 'ok' && outcome !== 'degraded')) return { words: '' };
    const { visit } = this.#its;
    visit.takeMisread();
    const words = `${step.promises} ${withoutSession(step.promised(visit))}`;
    // A promise whose number cannot be read is none, so it does not throw.
    const misread = visit.takeMisread();
    if (misread === null) return { words };
    return {
      words: '',
      failed: `shop.ts cannot say what was promised: ${firstLine(misread)}`,
      unknown: misread.unknown,
    };
  }
}

/** For an honest shopper, being stopped is a failure. */
const reasonIn = (text: string, outcome: Outcome, reading: Reading): string =>
  outcome === 'failed' && reading.outcome === 'stopped' ? `stopped, though it is no bot: ${text}` : text;

export const notSent = (
  { method }: Pick<Step, 'method'>,
  error: string,
  sent: Partial<Exchange> = {},
): Reply => ({
  exchange: {
    method,
    url: '',
    headers: {},
    body: '',
    status: 0,
    protocol: '',
    answerHeaders: {},
    answerBody: '',
    answerCharacters: 0,
    ...sent,
  },
  answer: null,
  error,
  isOwnError: false,
});

function told(exchange: Exchange, masked: Masked): Exchange {
  const cut = (text: string): string =>
    masked(text.slice(0, SEARCHED_CHARACTERS_MAX)).slice(0, BODY_CHARACTERS_MAX);
  const hidden = (headers: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, masked(value)]));
  return {
    ...exchange,
    url: masked(exchange.url),
    headers: hidden(exchange.headers),
    body: cut(exchange.body),
    answerHeaders: hidden(exchange.answerHeaders),
    answerBody: cut(exchange.answerBody),
  };
}

const firstLine = (thrown: unknown): string =>
  String(thrown instanceof Error ? thrown.message : thrown).split('\n')[0]!;
