/** For tests of verdicts: what a verdict says, by name. */
import type { CellState } from '../../evidence/cell.ts';
import { cellsWhere, fullName } from '../../verdict/judge.ts';
import type { CheckId, Verdict } from '../../verdict/verdict.ts';

/** The names of a verdict's cells in a state, such as `coupons · burst · coupon.redeem`. */
export const named = (verdict: Verdict, state: CellState): readonly string[] =>
  cellsWhere(verdict.objectives, (cell) => cell.state === state).map(fullName);

/** The checks of the load that the run broke, each once. */
export const brokenChecks = ({ validity }: Verdict): readonly CheckId[] => [
  ...new Set(validity.filter(({ state }) => state === 'broken').map(({ id }) => id)),
];

/** The state of an objective's cell of a phase and a step. */
export const cellState = (
  { objectives }: Verdict,
  objective: string,
  phase: string | null,
  step: string | null,
): CellState | undefined =>
  objectives
    .find(({ id }) => id === objective)
    ?.cells.find((cell) => cell.phase === phase && cell.step === step)?.state;
