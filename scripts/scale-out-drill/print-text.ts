/** A drill for a terminal: the verdict, what was simulated beside what was measured, and what must be known. */
import { type Lines, onPage, type Row, wrapped } from '../outputs/page.ts';
import { paintsFor } from '../text/colour.ts';
import { shown } from '../text/shown.ts';
import { COLUMNS } from '../text/wrap.ts';
import { en } from '../words/en.ts';
import type { Words } from '../words/words.ts';
import type { Drill } from './drill.ts';
import { aboutText, figureColumns, figureRows, noteTexts, verdictTexts } from './rows.ts';

interface PrintOptions {
  readonly colour: boolean;
  readonly columns?: number;
  /** English if left out. */
  readonly words?: Words;
}

const LAYOUT = { wide: [-22, -20, -16, -14, -8], narrow: [-21, -18, -14, -14, -8] };

export function printDrill(
  drill: Drill,
  { colour, columns = COLUMNS, words: { scaleOutDrill: words, message } = en }: PrintOptions,
): string {
  const { bold, dim, green, red, yellow } = paintsFor(colour);
  const { heading } = words;
  const row = (cells: readonly string[], painted: Row['painted']): Row => ({
    ...{ cells, layout: LAYOUT, lead: '  ' },
    ...(painted === undefined ? {} : { painted }),
  });
  const paint = { agree: green, differ: red, 'cannot-tell': yellow }[drill.compared.verdict];
  const blocks: readonly Lines[] = [
    wrapped(`${heading.drill}  ${shown(aboutText(drill, words))}`, ''),
    [
      paint(bold(heading.verdict)),
      ...verdictTexts(drill, words, message).flatMap((text) => wrapped(shown(text), '')),
    ],
    [
      bold(heading.figures),
      row(figureColumns(words), dim),
      ...figureRows(drill, words).map(({ cells, agrees }) => row(cells, agrees ? undefined : red)),
    ],
    [bold(heading.notes), ...noteTexts(drill, words).flatMap((note) => wrapped(shown(note), '· '))],
  ];
  return `${blocks.map((lines) => lines.flatMap((line) => onPage(line, columns)).join('\n')).join('\n\n')}\n`;
}
