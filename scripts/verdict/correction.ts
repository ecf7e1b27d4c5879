/**
 * Which cells may fail the run. The cells that the plan requires decide as they are. So do full counts, such as a lost order.
 *
 * All other sampled shares together are one family: with 91 of them, a healthy shop at 99.2 % against 99 % would be below the
 * target by chance somewhere in 37 % of runs. So of these a cell fails the run only if it would after Holm's correction, which
 * keeps the chance of even one false failure in the whole family at 5 %.
 */
import { ALPHA } from '../evidence/binomial.ts';
import type { Cell } from '../evidence/cell.ts';
import { holm } from '../evidence/holm.ts';
import { inFull, plural } from '../text/numbers.ts';
import type { ObjectiveResult } from './verdict.ts';

type Judged = Omit<ObjectiveResult, 'state'>;

/** @returns the same objectives, where a failure that chance explains is not proven */
export function corrected(objectives: readonly Judged[]): readonly Judged[] {
  const family = objectives.flatMap(({ cells }) => cells.filter(isInFamily));
  const falls = holm(
    family.map(({ sample }) => sample!.chance),
    ALPHA,
  );
  const fallen = new Set(family.filter((_, i) => falls[i]));
  return objectives.map((objective) => ({
    ...objective,
    cells: objective.cells.map((cell) => {
      if (!isInFamily(cell) || cell.state !== 'fail') return cell;
      return fallen.has(cell) ? failed(cell, family.length) : unproven(cell, objective, family.length);
    }),
  }));
}

const isInFamily = ({ required, sample, n }: Cell): boolean => !required && sample !== null && n > 0;

const failed = (cell: Cell, cells: number): Cell =>
  cells === 1
    ? cell
    : {
        ...cell,
        reason: `${cell.reason}, which chance does not explain even among ${plural(cells, 'cell')}`,
      };

function unproven(cell: Cell, { targetMin }: Judged, cells: number): Cell {
  const beyond = targetMin === null ? 'above the limit' : 'below the target';
  const reason = `${beyond} in ${plural(cell.n, 'sample')}, but among ${inFull(cells)} cells that nobody requires this happens by chance`;
  return { ...cell, state: 'not-proven', reason };
}
