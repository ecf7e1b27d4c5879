/** Random draws that are the same in every run. */

export interface Draws {
  /** Uniform from 0 to 1, 1 not included. */
  readonly uniform: () => number;
  /** How many of n happen, each with probability p: exact below 60 expected ones, close to it above. */
  readonly binomial: (n: number, p: number) => number;
  readonly poisson: (mean: number) => number;
}

/** @see https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 */
export function drawsOf(seed: number): Draws {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** Polar method of Box and Muller. */
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const binomial = (n: number, p: number): number => {
    if (p <= 0 || n <= 0) return 0;
    if (p >= 1) return n;
    if (p > 0.5) return n - binomial(n, 1 - p);
    if (n * p > EXACT_MEAN_MAX)
      return Math.min(n, Math.max(0, Math.round(n * p + normal() * Math.sqrt(n * p * (1 - p)))));
    // Walks up the distribution until the draw is used up.
    let [k, term, left] = [0, (1 - p) ** n, uniform()];
    while (left > term && k < n) {
      left -= term;
      term *= ((n - k) / (k + 1)) * (p / (1 - p));
      k++;
    }
    return k;
  };
  const poisson = (mean: number): number =>
    binomial(
      Math.max(1, Math.ceil(mean * POISSON_PARTS)),
      mean / Math.max(1, Math.ceil(mean * POISSON_PARTS)),
    );
  return { uniform, binomial, poisson };
}

const EXACT_MEAN_MAX = 60;
const POISSON_PARTS = 1000;
