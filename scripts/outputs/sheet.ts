/** What every part of the table on the console is made with. */
import type { Cell } from '../evidence/cell.ts';
import type { Paints } from '../text/colour.ts';
import { fillEnd, widthOf } from '../text/width.ts';
import type { ValidityCheck, Verdict } from '../verdict/verdict.ts';
import type { Words } from '../words/words.ts';
import { type Lines, type Prose, wrapped } from './page.ts';

export interface Sheet {
  /** Its texts are shown already, and may be painted. */
  readonly verdict: Verdict;
  readonly words: Words;
  readonly paints: Paints;
  readonly marks: Marks;
}

export type Marks = Readonly<Record<Cell['state'] | ValidityCheck['state'], string>>;

export const marksFor = ({ green, red, yellow, dim }: Paints): Marks => ({
  pass: green('✓'),
  ok: green('✓'),
  fail: red('✗'),
  broken: red('✗'),
  'not-proven': yellow('?'),
  'not-judged': dim('·'),
  'not-checked': dim('·'),
});

type Heading = keyof Words['table']['heading'];

/** Lines below a heading, or nothing. */
export const block = ({ words, paints }: Sheet, heading: Heading, lines: Lines): Lines =>
  lines.length === 0 ? [] : [paints.bold(words.table.heading[heading]), ...lines];

/** Lines that open with a heading each, one below the other; those without a text are left out. */
export function labelled(
  { words, paints }: Sheet,
  given: readonly (readonly [Heading, string | null])[],
): readonly Prose[] {
  const all = given.filter(([, text]) => text !== null && text !== '');
  const columns = Math.max(0, ...all.map(([heading]) => widthOf(words.table.heading[heading]))) + GAP;
  return all.map(([heading, text]) => ({
    text: text!,
    lead: paints.bold(fillEnd(words.table.heading[heading], columns)),
    hang: columns,
  }));
}
const GAP = 2;

/** Lines that begin with a dot. */
export const dotted = (texts: readonly string[]): readonly Prose[] =>
  texts.flatMap((text) => wrapped(text, '· '));
