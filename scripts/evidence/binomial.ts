/**
 * Exact one-sided confidence bounds of a share (Clopper & Pearson, "The use of confidence or fiducial limits illustrated in
 * the case of the binomial", Biometrika 26, 1934). They assume independent samples, but requests of one overloaded second are
 * correlated. So what must be proven is bounded with fewer samples than there are: `effectiveLowerBound`.
 */

/** One-sided: the true share lies beyond its bound in at most one of twenty runs. */
export const CONFIDENCE = 0.95;
export const ALPHA = 1 - CONFIDENCE;
/** log(0.05), written so that it has no rounding error from 1 − 0.95. */
const LOG_ALPHA = Math.log(1 / 20);

/**
 * With 95 % confidence, the true share is at least this. It is the share p at which the chance of `good` or more of `n` is
 * only 5 %. 0 when `good` is 0.
 * @throws RangeError unless 0 ≤ good ≤ n are whole numbers
 */
export function lowerBound(good: number, n: number): number {
  if (!Number.isSafeInteger(good) || !Number.isSafeInteger(n) || good < 0 || good > n)
    throw new RangeError(
      `a share needs whole numbers with 0 ≤ good ≤ n, got ${good} of ${n}: check the counters`,
    );
  return boundOf(good, n);
}

/**
 * The same for samples that tell only as much as n ÷ deff independent ones. These are no whole numbers, and the beta function
 * needs none (Korn & Graubard, "Confidence intervals for proportions with small expected number of positive counts estimated
 * from survey data", Survey Methodology 24, 1998).
 * @param deff the design effect, at least 1
 */
export const effectiveLowerBound = (good: number, n: number, deff: number): number =>
  deff === 1 ? lowerBound(good, n) : boundOf(good / deff, n / deff);

/** The same with another confidence: the true share lies below its bound with a chance of at most `alpha`. */
export const lowerBoundAt = (good: number, n: number, deff: number, alpha: number): number =>
  boundOf(good / deff, n / deff, alpha, Math.log(alpha));

function boundOf(good: number, n: number, alpha = ALPHA, logAlpha = LOG_ALPHA): number {
  if (good === 0) return 0;
  // P(all n are good) = pⁿ = 5 % has a closed form. By it, 1,497 samples without a failure prove 99.8 %.
  if (good === n) return Math.exp(logAlpha / n);
  // P(X ≥ good | p) = I_p(good, n − good + 1) grows with p: bisect until no double lies between.
  let low = 0;
  let high = good / n;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return low;
    if (regularizedIncompleteBeta(middle, good, n - good + 1) < alpha) low = middle;
    else high = middle;
  }
}

/** With 95 % confidence, the true share is at most this: 1 minus the lower bound of the bad samples. */
export const upperBound = (good: number, n: number): number => 1 - lowerBound(n - good, n);

/** The chance that `bad` or more of n samples are bad if each is with probability `badShare`. */
export const chanceOfBad = (bad: number, n: number, badShare: number): number =>
  bad === 0 ? 1 : regularizedIncompleteBeta(badShare, bad, n - bad + 1);

/** How many samples without a single failure it takes to prove `targetShare`; Infinity when it is 1. */
export const samplesToProve = (targetShare: number): number =>
  targetShare < 1 ? Math.ceil(LOG_ALPHA / Math.log(targetShare)) : Number.POSITIVE_INFINITY;

/**
 * I_x(a, b), the chance that a Beta(a, b) variable is below x, by the continued fraction DLMF 8.17.22
 * (https://dlmf.nist.gov/8.17#v). It needs about √max(a, b) rounds, so hundreds of millions of samples are within reach.
 */
export function regularizedIncompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  // The fraction converges fast below the mean. Above the mean, the mirrored fraction does.
  return x < (a + 1) / (a + b + 2)
    ? (Math.exp(logFront) * betaFraction(x, a, b)) / a
    : 1 - (Math.exp(logFront) * betaFraction(1 - x, b, a)) / b;
}

const ROUNDS_MAX = 10_000_000;
const TINY = 1e-300;

/** Modified Lentz's method (Thompson & Barnett 1986; Numerical Recipes 3rd ed., 5.2 and 6.4). */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= ROUNDS_MAX; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) <= Number.EPSILON) return value;
  }
  throw new RangeError(
    `the incomplete beta function did not converge at x ${x}, a ${a}, b ${b}: too many samples`,
  );
}

const awayFromZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** From here on, Stirling's series is exact to a double. */
const STIRLING_MIN = 10;

/** log Γ(x) for x > 0 by Stirling's series (https://dlmf.nist.gov/5.11#E1), after stepping up to where it holds. */
function logGamma(x: number): number {
  let product = 1;
  let z = x;
  while (z < STIRLING_MIN) product *= z++;
  const square = 1 / (z * z);
  const series =
    (1 / 12 -
      square *
        (1 / 360 -
          square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360_360)))))) /
    z;
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - Math.log(product);
}
