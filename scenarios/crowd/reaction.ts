/**
 * How long the shoppers of a herd take to react to its release. Reaction times are right-skewed and positive, and a log-normal
 * distribution describes them well (Luce, "Response Times", 1986; Ulrich & Miller, "Information processing models generating
 * lognormally distributed reaction times", J. Math. Psychology 37, 1993).
 */

import { logNormalMs } from '../campaigns/log-normal.ts';
import type { Reaction } from '../campaigns/plan.ts';
import { PURPOSE, uniform } from './draws.ts';

/** Milliseconds from the release until the shopper acts; 0 for a herd that acts at one instant. */
export function reactionMs(reaction: Reaction | undefined, seed: number, shopper: number): number {
  if (reaction === undefined) return 0;
  return logNormalMs(reaction, normalQuantile(uniform(seed, shopper, 0, PURPOSE.reaction)));
}

/**
 * The inverse of the standard normal distribution, by Acklam's rational approximation (2003): its relative error is below
 * 1.15 × 10⁻⁹.
 */
export function normalQuantile(u: number): number {
  if (u > 0.5) return -normalQuantile(1 - u);
  if (u < CENTRE_MIN) {
    const q = Math.sqrt(-2 * Math.log(u));
    return polynomial(TAIL_ABOVE, q) / (polynomial(TAIL_BELOW, q) * q + 1);
  }
  const q = u - 0.5;
  const r = q * q;
  return (polynomial(CENTRE_ABOVE, r) * q) / (polynomial(CENTRE_BELOW, r) * r + 1);
}

/** Below it, and above its complement, the tail's coefficients hold. */
const CENTRE_MIN = 0.02425;
const CENTRE_ABOVE = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
];
const CENTRE_BELOW = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1,
];
const TAIL_ABOVE = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const TAIL_BELOW = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
