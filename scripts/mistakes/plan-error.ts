/** Mistakes in what the user wrote (a plan, an option, a target): all at once, each with where, what, why and a hint. */
import { inspect } from 'node:util';
import { wrap } from '../text/wrap.ts';
import { CarnivalError } from './carnival-error.ts';
import { EXIT } from './exit-codes.ts';

export interface Mistake {
  /** Where: `phases[1].populations[0].name`, `--scale`, `--target`, or a file with line and column. */
  readonly path: string;
  /** What was written there; undefined when nothing was. */
  readonly value: unknown;
  /** What is wrong, as a predicate of the value: `is not a number`. */
  readonly problem: string;
  /** What to do about it. */
  readonly hint: string;
}

/** A mistake before it is known where it stands. */
export type Flaw = Pick<Mistake, 'problem' | 'hint'>;

const VALUE_CHARACTERS_MAX = 60;

/** Each mistake has its own hint, so the error as a whole has none. */
export class PlanError extends CarnivalError {
  override readonly name = 'PlanError';
  readonly code = 'CARNIVAL_BAD_PLAN';
  readonly mistakes: readonly Mistake[];

  /** @param subject whose mistakes they are: `plan "smoke"`, `command line`. */
  constructor(subject: string, mistakes: readonly Mistake[], options?: ErrorOptions) {
    super(printMistakes(subject, mistakes), { ...options, exitCode: EXIT.badPlan });
    this.mistakes = mistakes;
  }
}

/** A list to be read on a terminal, at most 100 columns wide. */
export function printMistakes(subject: string, mistakes: readonly Mistake[]): string {
  const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`;
  const entries = mistakes.map(({ path, value, problem, hint }) => {
    const what = value === undefined ? problem : `${quote(value)} ${problem}`;
    return [...indented(`${path}: ${what}`, 2, 4), ...indented(`hint: ${hint}`, 4, 10)].join('\n');
  });
  return `${indented(`${subject} has ${count}`, 0, 2).join('\n')}\n\n${entries.join('\n\n')}`;
}

const indented = (text: string, first: number, hang: number): readonly string[] =>
  wrap(text, { lead: ' '.repeat(first), hang, cutsWords: true });

/** On one line, shortened, and escaped: control characters of a hostile answer must not reach the terminal. */
export function quote(value: unknown): string {
  const text =
    typeof value === 'string'
      ? JSON.stringify(value)
      : inspect(value, { compact: true, breakLength: Number.POSITIVE_INFINITY, depth: 1 });
  return text.length > VALUE_CHARACTERS_MAX ? `${text.slice(0, VALUE_CHARACTERS_MAX)}…` : text;
}

/** Path in the way that it would be typed: `phases[1].name`, `sources["shop.products"]`; the root is `plan`. */
export function pathText(path: readonly PropertyKey[]): string {
  const text = path.reduce<string>((before, key) => {
    if (typeof key === 'number') return `${before}[${key}]`;
    const name = String(key);
    return /^[A-Za-z_$][\w$]*$/.test(name) ? `${before}.${name}` : `${before}[${JSON.stringify(name)}]`;
  }, '');
  return text === '' ? 'plan' : text.replace(/^\./, '');
}
