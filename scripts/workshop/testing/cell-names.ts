import type { CellState } from '../../evidence/cell.ts';
import { cellsWhere, fullName } from '../../verdict/judge.ts';
import type { Verdict } from '../../verdict/verdict.ts';

/** The names of a verdict's cells in a state, such as `coupons · burst · coupon.redeem`. */
export const named = (verdict: Verdict, state: CellState): readonly string[] =>
  cellsWhere(verdict.objectives, (cell) => cell.state === state).map(fullName);
