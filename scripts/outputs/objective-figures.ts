/** Figures, bounds and targets of objectives as texts. */
import type { Cell } from '../evidence/cell.ts';
import { inFull, inPercent, inPercentUp, inShort } from '../text/numbers.ts';
import { isAtMost, type ObjectiveResult } from '../verdict/verdict.ts';

export function figureText(objective: ObjectiveResult, value: number | null): string {
  if (value === null) return '–';
  if (objective.unit === 'share') return isAtMost(objective) ? inPercentUp(value) : inPercent(value);
  if (objective.unit === 'seconds') return `${inShort(value)} s`;
  return objective.unit === 'number' ? inShort(value) : inFull(value);
}

/** The bound that decides: the lower one of how good it is or, if the cell failed, the upper one. */
export function boundText(objective: ObjectiveResult, cell: Cell | undefined): string {
  if (cell === undefined || cell.lower === null || cell.upper === null || cell.n === 0) return '–';
  const failed = cell.state === 'fail';
  if (isAtMost(objective)) return failed ? `≥ ${inPercentUp(cell.lower)}` : `≤ ${inPercentUp(cell.upper)}`;
  return failed ? `≤ ${inPercent(cell.upper)}` : `≥ ${inPercent(cell.lower)}`;
}

/** Every share lies between 0 and 1: that is no target. */
export function targetText(objective: ObjectiveResult): string {
  const { targetMin, targetMax, unit } = objective;
  if (unit === 'share' && targetMin === 0 && targetMax === 1) return '–';
  const max = figureText(objective, targetMax);
  if (targetMin === null) return targetMax === 0 ? max : `≤ ${max}`;
  const min = figureText(objective, targetMin);
  return targetMax === null ? `≥ ${min}` : `${min} – ${max}`;
}

/** What a clause counts, in the reader's language. */
export type Counted = Readonly<Partial<Record<ObjectiveResult['kind'], string>>>;

/** The target with what it counts: `≤ 3 calls`. */
export function targetInWords(objective: ObjectiveResult, counted: Counted): string {
  const target = targetText(objective);
  const what =
    objective.unit === 'count' && objective.targetMax !== null ? counted[objective.kind] : undefined;
  return what === undefined ? target : `${target} ${what}`;
}
