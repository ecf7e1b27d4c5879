/**
 * Mistakes in what the user wrote (a plan, an option, a target). All are reported at once. Each says where it is, what was
 * written, what is wrong, and what to do.
 */
import { inspect } from 'node:util';
import { widthOf } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { en } from '../words/en.ts';
import type { Words } from '../words/words.ts';
import { CarnivalError } from './carnival-error.ts';
import { EXIT } from './exit-codes.ts';

export interface Mistake {
  /** Where: `phases[1].populations[0].name`, `--scale`, `--target`, or a file with line and column. */
  readonly path: string;
  /** What was written there; undefined when nothing was. */
  readonly value: unknown;
  /** What is wrong, worded to follow the value: `is not a number`. */
  readonly problem: string;
  /** What to do about it. */
  readonly hint: string;
}

/** A mistake whose place is not known yet. */
export type Flaw = Pick<Mistake, 'problem' | 'hint'>;

const VALUE_CHARACTERS_MAX = 60;

/** Each mistake has its own hint, so the error as a whole has none. */
export class PlanError extends CarnivalError {
  override readonly name = 'PlanError';
  readonly code = 'CARNIVAL_BAD_PLAN';
  readonly mistakes: readonly Mistake[];
  readonly #subject: string;

  /** @param subject what has the mistakes: `plan "smoke"`, `command line`. */
  constructor(subject: string, mistakes: readonly Mistake[], options?: ErrorOptions) {
    super(printMistakes(subject, mistakes), { ...options, exitCode: EXIT.badPlan });
    this.mistakes = mistakes;
    this.#subject = subject;
  }

  override saidIn(words: Words): string {
    return printMistakes(this.#subject, this.mistakes, { words });
  }
}

/** The list of mistakes for a terminal, at most 100 columns wide. */
export function printMistakes(
  subject: string,
  mistakes: readonly Mistake[],
  {
    valueCharactersMax = VALUE_CHARACTERS_MAX,
    words = en,
  }: { valueCharactersMax?: number; words?: Words } = {},
): string {
  const { message, mistake: frame } = words;
  const entries = mistakes.map(({ path, value, problem, hint }) => {
    const said = message(problem);
    const what = value === undefined ? said : `${quote(value, valueCharactersMax)} ${said}`;
    return [
      ...indented(frame.at(path, what), 2, 4),
      ...indented(`${frame.hint}${message(hint)}`, 4, 4 + widthOf(frame.hint)),
    ].join('\n');
  });
  return `${indented(frame.has(message(subject), mistakes.length), 0, 2).join('\n')}\n\n${entries.join('\n\n')}`;
}

const indented = (text: string, first: number, hang: number): readonly string[] =>
  wrap(text, { lead: ' '.repeat(first), hang, cutsWords: true });

/** The value on one line, shortened and escaped, so that control characters from a hostile target never reach the terminal. */
export function quote(value: unknown, charactersMax = VALUE_CHARACTERS_MAX): string {
  const text =
    typeof value === 'string'
      ? JSON.stringify(value)
      : inspect(value, { compact: true, breakLength: Number.POSITIVE_INFINITY, depth: 1 });
  return text.length > charactersMax ? `${text.slice(0, charactersMax)}…` : text;
}

/** The path as one would type it: `phases[1].name`, `sources["shop.products"]`; the root is `plan`. */
export function pathText(path: readonly PropertyKey[]): string {
  const text = path.reduce<string>((before, key) => {
    if (typeof key === 'number') return `${before}[${key}]`;
    const name = String(key);
    return /^[A-Za-z_$][\w$]*$/.test(name) ? `${before}.${name}` : `${before}[${JSON.stringify(name)}]`;
  }, '');
  return text === '' ? 'plan' : text.replace(/^\./, '');
}
