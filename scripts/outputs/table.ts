/**
 * The verdict as a calm table, as wide as its terminal: 80 columns at the least, 100 where there is none. What one takes in at a
 * glance; with `explain`, all that is known.
 */
import { paintsFor } from '../text/colour.ts';
import { allShown } from '../text/shown.ts';
import { COLUMNS } from '../text/wrap.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { en } from '../words/en.ts';
import { explained } from './explained.ts';
import { glance } from './glance.ts';
import { inLanguage } from './in-language.ts';
import type { Output, PrintOptions } from './output.ts';
import { onPage } from './page.ts';
import { marksFor, type Sheet } from './sheet.ts';

export const table = { name: 'table', file: null, print } as const satisfies Output;

function print(
  given: Verdict,
  { colour, explain = false, columns = COLUMNS, words = en }: PrintOptions,
): string {
  const paints = paintsFor(colour);
  const sheet: Sheet = {
    verdict: inLanguage(allShown(given), words),
    words,
    paints,
    marks: marksFor(paints),
  };
  const blocks = explain ? explained(sheet) : glance(sheet);
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.flatMap((line) => onPage(line, columns)).join('\n'))
    .join('\n\n')}\n`;
}
