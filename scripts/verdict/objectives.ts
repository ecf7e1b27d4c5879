/** Judges every objective of the plan cell by cell, and `no-other-refusals`, which needs no declaration. */
import type { Cell, CellState } from '../evidence/cell.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { kindOf } from '../objectives/index.ts';
import { noOtherRefusals } from '../objectives/no-other-refusals.ts';
import type { ObjectiveResult } from './verdict.ts';

/** @param loadIsValid if false, shares are not judged, but facts still are */
export function judgeObjectives(evidence: Evidence, loadIsValid: boolean): readonly ObjectiveResult[] {
  const declared = evidence.plan.objectives.map((objective) => {
    const { id, kind, source } = objective;
    const { isA, judge } = kindOf(objective);
    return { isA, result: { id, kind, source, ...judge(objective, evidence) } };
  });
  const { kind, source, isA, judge } = noOtherRefusals;
  const others = { isA, result: { id: kind, kind, source, ...judge(evidence) } };
  return [...declared, ...(others.result.cells.length > 0 ? [others] : [])].map(({ isA, result }) => {
    const cells = loadIsValid || isA === 'fact' ? result.cells : result.cells.map(notJudged);
    return { ...result, cells, state: stateOf(cells) };
  });
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

export const isMissing = ({ required, state }: Cell): boolean => required && state === 'not-proven';
