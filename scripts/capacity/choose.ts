/** Which curve the points ask for, and which they rule out. */
import { ALPHA, regularizedIncompleteBeta } from '../evidence/binomial.ts';
import { type Errors, type Fit, fitCurve, type Point, UNKNOWNS } from './fit.ts';
import { CURVES } from './usl.ts';

export interface Candidate extends Fit {
  /** Null: too few points for it. */
  readonly aicc: number | null;
  /** The full law is so much closer to the points that chance does not explain it. */
  readonly isRuledOut: boolean;
}

/** From so many points on, AICc can tell: at six, κ must cut the squares 148-fold to be chosen. */
export const CHOOSES_FROM = 8;

/** The three curves, from the simplest. */
export function candidatesOf(points: readonly Point[], errors: Errors): readonly Candidate[] {
  const fits = CURVES.map((name) => fitCurve(points, name, errors));
  const full = fits.at(-1)!;
  return fits.map((each) => ({
    ...each,
    aicc: aiccOf(each, points.length),
    isRuledOut: chanceOfAsGood(each, full, points.length) < ALPHA,
  }));
}

/** By the least AICc; null with fewer than eight points. */
export function chosenOf(candidates: readonly Candidate[], points: number): Candidate | null {
  if (points < CHOOSES_FROM) return null;
  return candidates.reduce((best, each) =>
    (each.aicc ?? Number.POSITIVE_INFINITY) < (best.aicc ?? Number.POSITIVE_INFINITY) ? each : best,
  );
}

/**
 * Akaike's criterion for few points: n log(SS / n) + 2k + 2k(k + 1) / (n − k − 1), where k counts the scatter too (Hurvich & Tsai,
 * Biometrika 76, 1989). Only differences between curves of the same points mean anything.
 */
function aiccOf({ name, squares }: Fit, n: number): number | null {
  const k = UNKNOWNS[name] + 1;
  if (n - k - 1 <= 0) return null;
  return n * Math.log(Math.max(squares, Number.MIN_VALUE) / n) + 2 * k + (2 * k * (k + 1)) / (n - k - 1);
}

/** The chance that the full law gains as much on a simpler curve that is true: the F test of nested fits. */
function chanceOfAsGood(simple: Fit, full: Fit, n: number): number {
  const more = UNKNOWNS[full.name] - UNKNOWNS[simple.name];
  const freedom = n - UNKNOWNS[full.name];
  const gain = simple.squares - full.squares;
  if (more === 0 || freedom <= 0 || gain <= 0) return 1;
  return chanceAboveF((gain / more / full.squares) * freedom, more, freedom);
}

/** P(F > f), by the incomplete beta function (https://dlmf.nist.gov/8.17). */
export const chanceAboveF = (f: number, above: number, below: number): number =>
  Number.isFinite(f) ? regularizedIncompleteBeta(below / (below + above * f), below / 2, above / 2) : 0;

/** Twice the log likelihood by which relative errors explain the points better than constant ones; negative: worse. */
export function relativeIsBetterBy(points: readonly Point[]): number {
  const logLikelihood = (errors: Errors): number => {
    const { squares } = fitCurve(points, 'usl', errors);
    const logs =
      errors === 'relative' ? points.reduce((sum, { throughput }) => sum + Math.log(throughput), 0) : 0;
    return (-points.length / 2) * Math.log(Math.max(squares, Number.MIN_VALUE) / points.length) - logs;
  };
  return 2 * (logLikelihood('relative') - logLikelihood('constant'));
}
