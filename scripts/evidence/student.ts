/** Student's t distribution, by the incomplete beta function (https://dlmf.nist.gov/8.17). */
import { regularizedIncompleteBeta } from './binomial.ts';

/** The chance of a value above `t`, which is not negative. */
export const chanceAbove = (t: number, freedom: number): number =>
  regularizedIncompleteBeta(freedom / (freedom + t * t), freedom / 2, 1 / 2) / 2;

/** The value that is exceeded with a chance of `alpha`, at most one half. */
export function studentQuantile(alpha: number, freedom: number): number {
  let [low, high] = [0, 1];
  while (chanceAbove(high, freedom) > alpha) high *= 2;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (chanceAbove(middle, freedom) > alpha) low = middle;
    else high = middle;
  }
}
