/** What a reader must know before trusting a fit. */
import { ALPHA } from '../evidence/binomial.ts';
import type { Sample } from './bootstrap.ts';
import { type Candidate, chanceAboveF } from './choose.ts';
import { type Errors, type Fit, fitCurve, UNKNOWNS } from './fit.ts';
import { type Group, pureErrorOf } from './groups.ts';
import { throughputAt } from './usl.ts';

export interface LackOfFit {
  /** Of as much distance between means and curve, if only repetitions scatter. */
  readonly chance: number;
  readonly isShown: boolean;
}

/**
 * Whether the means of the levels lie further from the curve than their repetitions explain (the F test of lack of fit: Draper &
 * Smith, "Applied Regression Analysis", chapter 2). Null without repetitions.
 */
export function lackOfFitOf(full: Fit, groups: readonly Group[], errors: Errors): LackOfFit | null {
  const pure = pureErrorOf(groups, errors);
  const freedom = groups.length - UNKNOWNS[full.name];
  if (pure.freedom <= 0 || freedom <= 0 || pure.squares <= 0) return null;
  const lack = Math.max(0, full.squares - pure.squares);
  const chance = chanceAboveF(lack / freedom / (pure.squares / pure.freedom), freedom, pure.freedom);
  return { chance, isShown: chance < ALPHA };
}

/** Which of σ and κ the full law puts at 0: there the true value is at most the upper end of its interval. */
export const atBoundsOf = ({ sigma, kappa }: Fit): readonly ('sigma' | 'kappa')[] => [
  ...(sigma === 0 ? (['sigma'] as const) : []),
  ...(kappa === 0 ? (['kappa'] as const) : []),
];

export interface Influence {
  readonly n: number;
  /** What the curve says at the place that is asked about, without this level. */
  readonly without: number;
}

/** A tenth of a capacity is a third of the usual headroom: whoever counts on it must know that one level decides it. */
const MOVED_SHARE = 0.1;

/** Levels without which the curve would say something else at `at` by more than a tenth. */
export function influentialOf(
  samples: readonly Sample[],
  candidate: Candidate,
  errors: Errors,
  at: number,
): readonly Influence[] {
  const says = throughputAt(candidate, at);
  const counts = [...new Set(samples.map(({ n }) => n))];
  return counts.flatMap((n) => {
    const others = samples.filter((each) => each.n !== n);
    const without = throughputAt(fitCurve(others, candidate.name, errors), at);
    return Math.abs(without / says - 1) > MOVED_SHARE ? [{ n, without }] : [];
  });
}
