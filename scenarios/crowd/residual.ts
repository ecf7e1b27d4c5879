/**
 * What remains of a think time at a moment when a steady crowd is looked at: the forward recurrence time of renewal theory. Its
 * density is (1 − F(t)) ÷ mean (Cox, "Renewal Theory", 1962, ch. 5), so
 *
 * - of an exponential remains an exponential with the same mean,
 * - of a fixed time remains a uniform part,
 * - of a log-normal with mean 1 remains more than x with chance S(x) = Φ(σ − z) − x · Φ(−z), z = ln x ÷ σ + σ ÷ 2: the integral of
 *   its tail, 1 − F(t) = Φ(−z), from x on.
 */
import { normalShare } from './normal.ts';
import type { Spread } from './think-time.ts';

/** Newton's steps at least double the right digits. After one that is as short as this, the rest is below a millisecond's millionth. */
const STEP_MIN = 1e-7;
/** Far more than any step needs that leaves a number. */
const STEPS_MAX = 200;
const { expm1, log, exp } = Math;
/** A part that a floating-point number holds exactly. From mark to mark, Newton takes two or three steps. */
const MARK_DEPTH = 1 / 8;

/**
 * The residuals for depths that only grow. Each is found from the mark before it, and the marks lie at the same depths whoever asks
 * for what: so every VU finds the same residual for a shopper, to the last digit.
 */
export class Residuals {
  private readonly spread: Spread;
  private markDepth = 0;
  private mark = 0;

  constructor(spread: Spread) {
    this.spread = spread;
  }

  at(depth: number): number {
    const { spread } = this;
    if (spread <= 0) return residualAt(spread, depth, 0);
    while (this.markDepth + MARK_DEPTH <= depth) {
      this.markDepth += MARK_DEPTH;
      this.mark = residualAt(spread, this.markDepth, this.mark);
    }
    return residualAt(spread, depth, this.mark);
  }
}

/**
 * The residual that is exceeded with chance e^(−depth), for a think time with mean 1.
 * @param from a residual for a smaller depth, or 0: what is found is never less
 */
export function residualAt(spread: Spread, depth: number, from: number): number {
  if (spread < 0) return depth;
  return spread === 0 ? -expm1(-depth) : logNormalResidual(spread, exp(-depth), from);
}

/**
 * Newton's method. S is convex, because its slope −Φ(−z) only flattens, and so each step from the left ends left of the root: the
 * steps go up to it, and never past it.
 */
function logNormalResidual(spread: number, chance: number, from: number): number {
  let x = from;
  for (let step = 0; step < STEPS_MAX; step++) {
    const z = x > 0 ? log(x) / spread + spread / 2 : Number.NEGATIVE_INFINITY;
    const thinking = normalShare(-z);
    const ahead = (normalShare(spread - z) - x * thinking - chance) / thinking;
    // Rounding errors lie on both sides, and where nothing is left of S, there is no slope.
    if (!(ahead > 0 && ahead < Number.POSITIVE_INFINITY)) return x;
    x += ahead;
    if (ahead < STEP_MIN) return x;
  }
  return x;
}
