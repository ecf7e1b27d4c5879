/** Judges every objective of the plan cell by cell, and the lines that need no declaration. */
import type { Cell, CellState } from '../evidence/cell.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { degradedAsFailed } from '../objectives/degraded.ts';
import { kindOf, WATCHING_KINDS } from '../objectives/index.ts';
import { UNDECLARED } from '../objectives/undeclared.ts';
import { corrected } from './correction.ts';
import type { ObjectiveResult } from './verdict.ts';

/** @param loadIsValid if false, shares are not judged, but facts still are */
export function judgeObjectives(evidence: Evidence, loadIsValid: boolean): readonly ObjectiveResult[] {
  const counted = degradedAsFailed(evidence);
  const declared = evidence.plan.objectives.map((objective) => {
    const { id, kind, source } = objective;
    const { isA, judge } = kindOf(objective);
    return { isA, result: { id, kind, source, ...judge(objective, counted) } };
  });
  const undeclared = UNDECLARED.map(({ kind, source, isA, judge }) => {
    return { isA, result: { id: kind, kind, source, ...judge(evidence) } };
  }).filter(({ result }) => result.cells.length > 0);
  const judged = [...declared, ...undeclared].map(({ isA, result }) =>
    loadIsValid || isA === 'fact' ? result : { ...result, cells: result.cells.map(notJudged) },
  );
  return corrected(judged).map((result) => ({ ...result, state: stateOf(result.cells) }));
}

const notJudged = (cell: Cell): Cell => ({
  ...cell,
  state: 'not-judged',
  reason: `not judged because the load was not valid: ${cell.reason}`,
});

function stateOf(cells: readonly Cell[]): CellState {
  const decisive = cells.find(({ state }) => state === 'fail') ?? cells.find(isMissing) ?? cells[0];
  return decisive?.state ?? 'not-proven';
}

/** Whether any share of requests was proven. A run that proves none cannot pass, whatever its plan requires. */
export const provesAShare = (objectives: readonly ObjectiveResult[]): boolean =>
  objectives.some(
    ({ kind, cells }) => WATCHING_KINDS.includes(kind) && cells.some(({ state }) => state === 'pass'),
  );

export const isMissing = ({ required, state }: Cell): boolean => required && state === 'not-proven';
