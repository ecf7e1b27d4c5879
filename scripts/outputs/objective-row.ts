/** One objective in one row: its figure, the bound that decides, its target, and how many samples there are. */
import type { Cell } from '../evidence/cell.ts';
import { inFull, inPercent, inPercentUp, inShort } from '../text/numbers.ts';
import { isAtMost, type ObjectiveResult } from '../verdict/verdict.ts';
import { INDENT, type Row } from './page.ts';
import { widestCell } from './selection.ts';
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
    figure(objective, widest?.figure ?? null),
    bound(objective, widest),
    target(objective),
    samples(widest),
  ];
  return { cells, layout: LAYOUT, lead: `${INDENT}${marks[objective.state]} `, tail };
}

export function figure(objective: ObjectiveResult, value: number | null): string {
  if (value === null) return '–';
  if (objective.unit === 'share') return isAtMost(objective) ? inPercentUp(value) : inPercent(value);
  if (objective.unit === 'seconds') return `${inShort(value)} s`;
  return objective.unit === 'number' ? inShort(value) : inFull(value);
}

/** The bound that decides: the lower one of how good it is or, if the cell failed, the upper one. */
export function bound(objective: ObjectiveResult, cell: Cell | undefined): string {
  if (cell === undefined || cell.lower === null || cell.upper === null || cell.n === 0) return '–';
  const failed = cell.state === 'fail';
  if (isAtMost(objective)) return failed ? `≥ ${inPercentUp(cell.lower)}` : `≤ ${inPercentUp(cell.upper)}`;
  return failed ? `≤ ${inPercent(cell.upper)}` : `≥ ${inPercent(cell.lower)}`;
}

function target(objective: ObjectiveResult): string {
  const { targetMin, targetMax } = objective;
  const max = figure(objective, targetMax);
  if (targetMin === null) return targetMax === 0 ? max : `≤ ${max}`;
  const min = figure(objective, targetMin);
  return targetMax === null ? `≥ ${min}` : `${min.replace(' %', '')} – ${max}`;
}

export const samples = (cell: Cell | undefined): string => inFull(cell?.n ?? 0);
