/** One objective in one row: its figure, the bound that decides, its target, and how many samples there are. */
import type { Cell } from '../evidence/cell.ts';
import { inFull } from '../text/numbers.ts';
import type { ObjectiveResult } from '../verdict/verdict.ts';
import { boundText, figureText, targetText } from './objective-figures.ts';
import { INDENT, type Row } from './page.ts';
import { samplesIn, widestCell } from './selection.ts';
import type { Sheet } from './sheet.ts';

const LAYOUT = { wide: [-30, 12, 12, 18, 13], narrow: [-19, 9, 12, 14, 11] };
/** The heading stands above the marks too. */
const HEADING_COLUMNS = 2 * INDENT.length;
const withHeading = ([first = 0, ...others]: readonly number[]): readonly number[] => [
  first - HEADING_COLUMNS,
  ...others,
];

/** The heading of the rows, and what their columns are. */
export function objectiveHeading({ words, paints }: Sheet): Row {
  const { heading, column } = words.table;
  const title = heading.objectives;
  return {
    cells: [title, column.figure, column.bound, column.target, column.n],
    layout: { wide: withHeading(LAYOUT.wide), narrow: withHeading(LAYOUT.narrow) },
    lead: '',
    painted: (row) => paints.bold(title) + paints.dim(row.slice(title.length)),
  };
}

export function objectiveRow(objective: ObjectiveResult, { marks }: Sheet, tail = ''): Row {
  const widest = widestCell(objective);
  const cells = [
    objective.id,
    figureText(objective, widest?.figure ?? null),
    boundText(objective, widest),
    target(objective),
    inFull(samplesIn(objective)),
  ];
  return { cells, layout: LAYOUT, lead: `${INDENT}${marks[objective.state]} `, tail };
}

/** A column is narrow: the unit of a range stands once. */
const target = (objective: ObjectiveResult): string => targetText(objective).replace(' % – ', ' – ');

export const samples = (cell: Cell | undefined): string => inFull(cell?.n ?? 0);
