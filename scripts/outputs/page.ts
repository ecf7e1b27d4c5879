/** Lines of a page: texts side by side in columns, and prose that is wrapped to its width. */
import { columns } from '../text/columns.ts';
import { COLUMNS, wrap } from '../text/wrap.ts';

export const INDENT = '  ';

/** Texts side by side, in columns that are narrower on a page of less than 100. */
export interface Row {
  readonly cells: readonly string[];
  readonly layout: { readonly wide: readonly number[]; readonly narrow: readonly number[] };
  readonly lead: string;
  readonly tail?: string;
  readonly painted?: (row: string) => string;
}
/** A text that takes as many lines as its page makes of it. */
export interface Prose {
  readonly text: string;
  readonly lead: string;
  readonly hang: number;
  readonly painted?: (line: string) => string;
}
export type Lines = readonly (string | Row | Prose)[];

/** `lead` opens the first line; the text of the others begins below the text of the first. */
export const wrapped = (
  text: string,
  lead: string,
  hang = INDENT.length + (lead === '' ? 0 : 2),
): readonly Prose[] => [{ text, lead: `${INDENT}${lead}`, hang }];

export function onPage(line: Lines[number], width: number): readonly string[] {
  if (typeof line === 'string') return [line];
  const { lead, painted = (text) => text } = line;
  if ('text' in line) return wrap(line.text, { lead, hang: line.hang, columns: width }).map(painted);
  const { cells, layout, tail = '' } = line;
  const row = columns(cells, width < COLUMNS ? layout.narrow : layout.wide);
  return [`${painted(`${lead}${row}`)}${tail}`];
}
