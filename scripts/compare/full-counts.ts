/** What chance does not decide between two runs: full counts, such as lost orders, and what failed answers said. */
import type { ComparedFigure, Comparison } from './comparison.ts';
import type { CauseSeen, Extract, FigureSeen } from './extract.ts';
import { isSameCell, nameOf } from './tests-of.ts';

const RANK: Readonly<Record<ComparedFigure['finding'], number>> = {
  worse: 0,
  'fails-in-both': 1,
  better: 2,
  differs: 3,
};

/** Those that decide first. */
export function figuresThatDiffer(base: Extract, head: Extract): Comparison['figures'] {
  const all = base.figures.flatMap((one): readonly ComparedFigure[] => {
    const other = head.figures.find(isSameCell(one));
    if (other === undefined || other.figure === one.figure) return [];
    const finding = findingOf(one, other);
    return [{ name: nameOf(one), unit: one.unit, base: one.figure, head: other.figure, finding }];
  });
  return all.toSorted((one, other) => RANK[one.finding] - RANK[other.finding]);
}

/** A count is judged by its target: half a second more of a drill that went as expected is not worse. */
function findingOf({ state: before }: FigureSeen, { state: after }: FigureSeen): ComparedFigure['finding'] {
  if (after === 'fail') return before === 'fail' ? 'fails-in-both' : 'worse';
  return before === 'fail' && after === 'pass' ? 'better' : 'differs';
}

export const isDecided = ({ finding }: ComparedFigure): boolean => finding !== 'differs';

/** What more answers said in head than in base. */
export function causesThatGrew(base: Extract, head: Extract): Comparison['causes'] {
  const before = base.causes === null ? null : sumsOf(base.causes);
  return [...sumsOf(head.causes ?? [])].flatMap(([kind, { step, cause, count }]) => {
    const its = before === null ? null : (before.get(kind)?.count ?? 0);
    return count > (its ?? 0) ? [{ step, cause, base: its, head: count }] : [];
  });
}

/** By what the answers have in common. The words behind a status name an order or a shopper, and so differ from run to run. */
function sumsOf(causes: readonly CauseSeen[]): ReadonlyMap<string, CauseSeen> {
  const sums = new Map<string, CauseSeen>();
  for (const each of causes) {
    const kind = JSON.stringify([each.step, each.cause.split(', "')[0]]);
    const before = sums.get(kind);
    sums.set(kind, before === undefined ? each : { ...before, count: before.count + each.count });
  }
  return sums;
}
