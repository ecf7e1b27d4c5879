/** Each event of a try as lines for people, as it happens. Pure. */
import type { Exchange, TriedRequest, TryEvent, Walked } from '../../scenarios/crowd/try-events.ts';
import { BODY_CHARACTERS_MAX } from '../../scenarios/crowd/try-session.ts';
import type { Paints } from '../text/colour.ts';
import { columns } from '../text/columns.ts';
import { inFull } from '../text/numbers.ts';
import { shown } from '../text/shown.ts';
import { fillEnd } from '../text/width.ts';
import { COLUMNS, wrap } from '../text/wrap.ts';
import type { Words } from '../words/words.ts';
import { hintFor } from './hints.ts';

export interface Look {
  readonly columns: number;
  readonly paints: Paints;
  /** Headers and bodies too. */
  readonly isVerbose: boolean;
  /** Base URL of the target: what lies there is shown by its path. */
  readonly target: string;
  /** The description of a behaviour. */
  readonly describe: (behaviour: string) => string;
  readonly words: Words;
}

const INDENT = '  ';
const OUTCOME_WIDTH = 10;
/** Outcome, step, method and path, status, milliseconds. What a wider terminal has is the path's. */
const STEP_WIDTHS = { wide: 22, narrow: 16 };
const STATUS_WIDTH = 4;
const MS_WIDTH = 10;
const HANG = INDENT.length + OUTCOME_WIDTH;
/** Of `> ` and `< `. */
const ARROW_WIDTH = 2;
/** Of the body of an answer that failed. */
const BODY_SHOWN_CHARACTERS = 200;

/** A carriage return, as it is shown. */
const ESCAPED_RETURN = shown('\r');
const LINE_BREAK = new RegExp(`(?:\r|${ESCAPED_RETURN.replace('\\', '\\\\')})?\n`);

/** Keeps what a block's first line depends on: whose turn it was. */
export class TryLines {
  readonly #look: Look;
  #behaviour = '';
  #shopper = 0;

  constructor(look: Look) {
    this.#look = look;
  }

  of(event: TryEvent): readonly string[] {
    if (event.kind === 'walked') return this.#walked(event);
    return [...this.#head(event), ...this.#request(event)];
  }

  #head({ behaviour, shopper }: TriedRequest): readonly string[] {
    const { paints, describe, words } = this.#look;
    const isNew = behaviour !== this.#behaviour;
    const isNext = isNew || shopper !== this.#shopper;
    this.#behaviour = behaviour;
    this.#shopper = shopper;
    if (isNew) {
      const description = describe(behaviour);
      return [
        '',
        paints.bold(behaviour),
        ...(description === '' ? [] : this.#prose(description, '', INDENT, 'dim')),
      ];
    }
    return isNext ? [paints.dim(`${INDENT}${words.tried.nextShopper(String(shopper))}`)] : [];
  }

  #request(event: TriedRequest): readonly string[] {
    const { isVerbose, words } = this.#look;
    return [
      this.#row(event),
      ...(isVerbose ? this.#exchange(event.exchange) : []),
      ...event.taken.flatMap(({ name, value }) => this.#detail(`${name} = ${value}`, 'dim')),
      ...(event.acknowledged === '' ? [] : this.#detail(words.tried.acknowledged(event.acknowledged))),
      ...this.#why(event),
    ];
  }

  #row({ step, exchange, ms, outcome, looksWrong }: TriedRequest): string {
    const { paints, words, columns: width } = this.#look;
    const { method, status } = exchange;
    const stepWidth = width < COLUMNS ? STEP_WIDTHS.narrow : STEP_WIDTHS.wide;
    const pathWidth = width - HANG - stepWidth - STATUS_WIDTH - MS_WIDTH;
    const row = columns(
      [
        step,
        `${method} ${this.#place(exchange)}`,
        status === 0 ? '–' : String(status),
        `${inFull(Math.round(ms))} ms`,
      ],
      [-stepWidth, -pathWidth, STATUS_WIDTH, MS_WIDTH],
    );
    const word = fillEnd(words.tried.outcome[outcome], OUTCOME_WIDTH);
    let painted = paints.green(word);
    if (outcome === 'failed') painted = paints.red(paints.bold(word));
    else if (outcome !== 'ok' || looksWrong !== '') painted = paints.yellow(word);
    return `${INDENT}${painted}${row}`;
  }

  #place({ url }: Exchange): string {
    const { target } = this.#look;
    return url.startsWith(`${target}/`) ? url.slice(target.length) : url;
  }

  #why(event: TriedRequest): readonly string[] {
    const { outcome, reason, lacks, looksWrong, exchange, next } = event;
    const { isVerbose, words } = this.#look;
    const { tried, message } = words;
    const lines: string[] = [];
    if (outcome === 'failed') {
      const body = excerptOf(exchange);
      const hint = hintFor(event, isVerbose);
      lines.push(...this.#detail(message(reason), 'red'));
      if (body !== '' && !isVerbose) lines.push(...this.#detail(body, 'plain', '│ '));
      if (hint !== null) lines.push(...this.#detail(tried.hint(message(hint))));
    } else if (reason !== '') lines.push(...this.#detail(message(reason)));
    if (outcome !== 'failed' && lacks.length > 0)
      lines.push(...this.#detail(tried.needs(tried.and(lacks)), 'yellow'));
    if (looksWrong !== '') lines.push(...this.#detail(tried.looksWrong(message(looksWrong)), 'yellow'));
    // After an ok answer, the next row says it.
    if (outcome !== 'ok' || isVerbose) lines.push(...this.#detail(`→ ${next ?? tried.leaves}`, 'dim'));
    return lines;
  }

  #exchange(exchange: Exchange): readonly string[] {
    const { method, url, headers, body, status, protocol, answerHeaders, answerBody, answerCharacters } =
      exchange;
    const cut = Math.max(0, answerCharacters - BODY_CHARACTERS_MAX);
    const lines = [
      `> ${method} ${url}`,
      ...Object.entries(headers).map(([name, value]) => `> ${name}: ${value}`),
      ...bodyLines(body, '> '),
      ...(status === 0 ? [] : [`< ${protocol} ${status}`]),
      ...Object.entries(answerHeaders).map(([name, value]) => `< ${name}: ${value}`),
      ...bodyLines(answerBody, '< '),
      ...(cut === 0 ? [] : [`< ${this.#look.words.tried.charactersMore(inFull(cut))}`]),
    ];
    return lines.flatMap((line) => this.#pieces(line));
  }

  /** Cut where the terminal ends: in data, a blank is no better place. */
  #pieces(line: string): readonly string[] {
    const { paints, columns: width } = this.#look;
    const room = width - HANG - ARROW_WIDTH;
    const text = line.slice(ARROW_WIDTH);
    const pieces = Array.from({ length: Math.max(1, Math.ceil(text.length / room)) }, (_, i) =>
      `${line.slice(0, ARROW_WIDTH)}${text.slice(i * room, (i + 1) * room)}`.trimEnd(),
    );
    return pieces.map((piece) => `${' '.repeat(HANG)}${paints.dim(piece)}`);
  }

  #walked({ unvisited, stopped }: Walked): readonly string[] {
    if (unvisited.length === 0) return [];
    const { tried, message } = this.#look.words;
    const why = stopped === '' ? null : message(stopped);
    return this.#prose(tried.notReached(unvisited.join(', '), why), '', INDENT, 'yellow');
  }

  #detail(text: string, hue: 'plain' | 'dim' | 'red' | 'yellow' = 'plain', lead = ''): readonly string[] {
    return this.#prose(text, lead, ' '.repeat(HANG), hue);
  }

  #prose(
    text: string,
    lead: string,
    indent: string,
    hue: 'plain' | 'dim' | 'red' | 'yellow',
  ): readonly string[] {
    const { paints, columns: width } = this.#look;
    const room = { columns: Math.max(HANG, width - indent.length - lead.length), cutsWords: true };
    const paint = hue === 'plain' ? (line: string) => line : paints[hue];
    return wrap(text, room).map((line) => `${indent}${paint(`${lead}${line}`)}`);
  }
}

/** On one line. The event has a line break as it came, or escaped for a terminal. */
function excerptOf({ answerBody, answerCharacters }: Exchange): string {
  const text = answerBody.replaceAll(ESCAPED_RETURN, ' ').replace(/\s+/g, ' ').trim();
  const isCut = text.length > BODY_SHOWN_CHARACTERS || answerCharacters > BODY_CHARACTERS_MAX;
  return isCut ? `${text.slice(0, BODY_SHOWN_CHARACTERS).trimEnd()}…` : text;
}

const bodyLines = (body: string, lead: string): readonly string[] =>
  body === ''
    ? []
    : [
        lead,
        ...body
          .trimEnd()
          .split(LINE_BREAK)
          .map((line) => `${lead}${line}`),
      ];
