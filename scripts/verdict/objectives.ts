/** Judges every objective of the plan cell by cell, and the lines that need no declaration. */
import type { Cell, CellState } from '../evidence/cell.ts';
import { insideDrill, outsideDrills } from '../evidence/drill-cut.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { degradedAsFailed } from '../objectives/degraded.ts';
import { kindOf, WATCHING_KINDS } from '../objectives/index.ts';
import { UNDECLARED } from '../objectives/undeclared.ts';
import { corrected } from './correction.ts';
import type { ObjectiveResult } from './verdict.ts';

/** @param loadIsValid if false, shares are not judged, but facts still are */
export function judgeObjectives(evidence: Evidence, loadIsValid: boolean): readonly ObjectiveResult[] {
  const undeclared = UNDECLARED.map(({ kind, source, isA, judge }) => {
    return { isA, result: { id: kind, kind, source, drill: null, ...judge(evidence) } };
  }).filter(({ result }) => result.cells.length > 0);
  const judged = [...judgePlan(evidence), ...judgeDrills(evidence), ...undeclared].map(({ isA, result }) =>
    loadIsValid || isA === 'fact' ? result : { ...result, cells: result.cells.map(notJudged) },
  );
  return corrected(judged).map((result) => ({ ...result, state: stateOf(result.cells) }));
}

/** The plan's own objectives, judged by what no drill judges. */
function judgePlan(evidence: Evidence) {
  const whole = degradedAsFailed(evidence);
  const outside = degradedAsFailed(outsideDrills(evidence));
  return evidence.plan.objectives.map((objective) => {
    const { id, kind, source } = objective;
    const { isA, over, judge } = kindOf(objective);
    const isWhole = isA === 'fact' || over === 'whole run';
    return { isA, result: { id, kind, source, drill: null, ...judge(objective, isWhole ? whole : outside) } };
  });
}

/** What each drill expects, judged by the requests in its window. Of a drill that did not happen, nothing passes. */
function judgeDrills(evidence: Evidence) {
  return (evidence.plan.drills ?? []).flatMap((planned) => {
    const inside = degradedAsFailed(insideDrill(evidence, planned));
    const { missing } = inside.drill!.seen;
    return planned.expect.map((objective) => {
      const { id, kind, source } = objective;
      const { isA, judge } = kindOf(objective);
      const judged = judge(objective, inside);
      const cells = missing === null ? judged.cells : judged.cells.map((cell) => withoutDrill(cell, missing));
      const name = `${planned.name}/${id}`;
      return { isA, result: { id: name, kind, source, drill: planned.name, ...judged, cells } };
    });
  });
}

const withoutDrill = (cell: Cell, missing: string): Cell =>
  cell.state === 'pass'
    ? { ...cell, state: 'not-proven', reason: `the drill did not happen: ${missing}` }
    : cell;

const notJudged = (cell: Cell): Cell => ({
  ...cell,
  state: 'not-judged',
  reason: `not judged because the load was not valid: ${cell.reason}`,
});

export function stateOf(cells: readonly Cell[]): CellState {
  const decisive = cells.find(({ state }) => state === 'fail') ?? cells.find(isMissing) ?? cells[0];
  return decisive?.state ?? 'not-proven';
}

/** Whether any share of requests was proven outside drills. A run that proves none cannot pass, whatever its plan requires. */
export const provesAShare = (objectives: readonly ObjectiveResult[]): boolean =>
  objectives.some(
    ({ kind, drill, cells }) =>
      drill === null && WATCHING_KINDS.includes(kind) && cells.some(({ state }) => state === 'pass'),
  );

export const isMissing = ({ required, state }: Cell): boolean => required && state === 'not-proven';
