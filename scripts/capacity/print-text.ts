/** A capacity for a terminal: first the answer, then the curves, what was measured, and what must be known. */
import { type Lines, onPage, type Row, wrapped } from '../outputs/page.ts';
import { paintsFor } from '../text/colour.ts';
import { inFull, inShort } from '../text/numbers.ts';
import { shown } from '../text/shown.ts';
import { COLUMNS } from '../text/wrap.ts';
import { en } from '../words/en.ts';
import type { Words } from '../words/words.ts';
import type { Capacity } from './capacity.ts';
import { curveColumns, curveRows, levelColumns, levelRows } from './rows.ts';
import { answerText, costText, noteTexts, rangeText, truthText } from './sentence.ts';

interface PrintOptions {
  readonly colour: boolean;
  readonly columns?: number;
  /** English if left out. */
  readonly words?: Words;
}

const CURVE_LAYOUT = { wide: [-14, 10, 10, 12, 10, 10, 14], narrow: [-12, 9, 9, 11, 9, 8, 12] };
const LEVEL_LAYOUT = { wide: [-14, 12, 12, 8, 12, 10], narrow: [-12, 11, 11, 7, 11, 10] };

export function printCapacity(
  capacity: Capacity,
  { colour, columns = COLUMNS, words: allWords = en }: PrintOptions,
): string {
  const { capacity: words } = allWords;
  const { bold, dim, green, yellow } = paintsFor(colour);
  const { model, source, answer } = capacity;
  const { heading } = words;
  const row = (cells: readonly string[], layout: Row['layout'], painted?: Row['painted']): Row => ({
    ...{ cells, layout, lead: '  ' },
    ...(painted === undefined ? {} : { painted }),
  });
  const said = answerText(capacity, words);
  const cost = costText(capacity, words);
  const truth = truthText(capacity, words);
  const { lambda, sigma, kappa, top } = model.intervals;
  const blocks: readonly Lines[] = [
    [
      `${bold(heading.capacity)}  ${words.about({
        ...{ name: shown(source.name), levels: inFull(model.groups.length), most: inShort(model.measuredTo) },
        ...{ errors: words.errors[model.errors], seed: String(model.seed) },
      })}`,
    ],
    said === null
      ? []
      : [(answer?.kind === 'enough' ? green : yellow)(bold(heading.answer)), ...wrapped(shown(said), '')],
    truth === null ? [] : [bold(heading.truth), ...wrapped(shown(truth), '')],
    cost === null ? [] : [bold(heading.cost), ...wrapped(shown(cost), '')],
    [
      `${bold(heading.curves)}  X(n) = λn / (1 + σ(n − 1) + κn(n − 1))`,
      row(curveColumns(words), CURVE_LAYOUT, dim),
      ...curveRows(capacity, words).map(({ cells, state }) =>
        row(cells, CURVE_LAYOUT, state === 'ruled-out' ? dim : undefined),
      ),
      ...wrapped(
        words.intervals({
          ...{
            lambda: rangeText(lambda, words),
            sigma: rangeText(sigma, words),
            kappa: rangeText(kappa, words),
          },
          top: Number.isFinite(top.lower) ? rangeText(top, words) : words.never,
        }),
        '',
      ),
    ],
    [
      bold(heading.levels),
      row(levelColumns(words, capacity), LEVEL_LAYOUT, dim),
      ...levelRows(capacity).map((cells) => row(cells, LEVEL_LAYOUT)),
    ],
    noteLines(bold(heading.notes), noteTexts(capacity, allWords)),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.flatMap((line) => onPage(line, columns)).join('\n'))
    .join('\n\n')}\n`;
}

const noteLines = (title: string, notes: readonly string[]): Lines =>
  notes.length === 0 ? [] : [title, ...notes.flatMap((note) => wrapped(shown(note), '· '))];
