/** A scale-out for a terminal: first the answer, then the strategies, and what must be known. */
import { type Lines, onPage, type Row, wrapped } from '../outputs/page.ts';
import { paintsFor } from '../text/colour.ts';
import { inShort } from '../text/numbers.ts';
import { shown } from '../text/shown.ts';
import { COLUMNS } from '../text/wrap.ts';
import { en } from '../words/en.ts';
import type { Words } from '../words/words.ts';
import { aboutText, COLUMN, strategyColumns, strategyRows } from './rows.ts';
import type { ScaleOut } from './scale-out.ts';
import { answerTexts, noteTexts } from './sentences.ts';

interface PrintOptions {
  readonly colour: boolean;
  readonly columns?: number;
  /** English if left out. */
  readonly words?: Words;
}

const LAYOUT = {
  wide: [-20, 7, 18, 8, 8, 12, 11, 14],
  narrow: [-17, 6, 16, 7, 7, 8, 10, 7],
};

export function printScaleOut(
  scaleOut: ScaleOut,
  { colour, columns = COLUMNS, words: { scaleOut: words } = en }: PrintOptions,
): string {
  const { bold, dim, green, yellow } = paintsFor(colour);
  const { heading } = words;
  // A terminal has no room for hours and their cost: cost where there is a price.
  const leftOut = scaleOut.asked.price === null ? COLUMN.cost : COLUMN.hours;
  const row = (cells: readonly string[], painted?: Row['painted']): Row => ({
    ...{ cells: cells.filter((_, i) => i !== leftOut), layout: LAYOUT, lead: '  ' },
    ...(painted === undefined ? {} : { painted }),
  });
  const table = (kind: 'planned' | 'steep'): Lines => [
    row(strategyColumns(words), dim),
    ...strategyRows(scaleOut, kind, words).map(({ cells, holds }) => row(cells, holds ? green : undefined)),
  ];
  const arrives = scaleOut.compared[0]!.planned!.heldShare >= scaleOut.holdShare;
  const blocks: readonly Lines[] = [
    wrapped(`${heading.scaleOut}  ${shown(aboutText(scaleOut, words))}`, ''),
    [
      (arrives ? green : yellow)(bold(heading.answer)),
      ...answerTexts(scaleOut, words).flatMap((text) => wrapped(shown(text), '')),
    ],
    [bold(heading.strategies), ...table('planned'), ...wrapped(words.spreads, '')],
    [bold(`${heading.steep}  ${words.steepColumn(inShort(scaleOut.asked.steeper))}`), ...table('steep')],
    [bold(heading.notes), ...noteTexts(scaleOut, words).flatMap((note) => wrapped(shown(note), '· '))],
  ];
  return `${blocks.map((lines) => lines.flatMap((line) => onPage(line, columns)).join('\n')).join('\n\n')}\n`;
}
