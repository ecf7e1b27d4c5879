/**
 * Upper bounds of rare chances, and what follows from them. Chernoff's bound P(S ≤ 0) ≤ min over θ ≥ 0 of E(exp(−θS)) is used
 * throughout: it is never below the true chance, it holds for any sum of independent counts, and it does not lose digits at 1e-6.
 *
 * @see Mitzenmacher & Upfal, "Probability and Computing", 2nd ed. 2017, theorem 5.4: the bounds for a Poisson count
 */

/** Independent events in a stretch of time: how many are expected, and what each adds to the sum. */
interface Weighed {
  readonly mean: number;
  readonly weight: number;
}

/** An upper bound of the chance that a sum of Poisson counts with weights is 0 or below: Chernoff's, with the best θ. */
export function chanceOfSumUpTo0(parts: readonly Weighed[]): number {
  const exponent = (theta: number): number =>
    parts.reduce((sum, { mean, weight }) => sum + mean * Math.expm1(-theta * weight), 0);
  // The exponent is convex and 0 at θ = 0. Without a falling start it has no minimum above 0.
  const drift = parts.reduce((sum, { mean, weight }) => sum + mean * weight, 0);
  if (drift <= 0) return 1;
  let high = 1;
  while (exponent(2 * high) < exponent(high) && high < THETA_MAX) high *= 2;
  let [low, top] = [0, 2 * high];
  for (let i = 0; i < ROUNDS; i++) {
    const [left, right] = [low + (top - low) / 3, top - (top - low) / 3];
    if (exponent(left) < exponent(right)) top = right;
    else low = left;
  }
  return Math.min(1, Math.exp(exponent((low + top) / 2)));
}

/** e⁻¹⁰⁰⁰ is 0. */
const THETA_MAX = 1000;
/** (2/3)⁶⁰ of the first range. */
const ROUNDS = 60;

/** An upper bound of P(Poisson(mean) ≤ count), for whole counts; exact for 0. */
export function chanceOfAtMost(count: number, mean: number): number {
  if (count < 0) return 0;
  if (count >= mean) return 1;
  return Math.exp(-mean + count - (count === 0 ? 0 : count * Math.log(count / mean)));
}

/** An upper bound of P(Poisson(mean) ≥ count), for whole counts. */
export function chanceOfAtLeast(count: number, mean: number): number {
  if (count <= mean) return 1;
  return mean === 0 ? 0 : Math.exp(-mean + count - count * Math.log(count / mean));
}

/** The mean from which on so few events as below `count` have at most this chance. */
export const meanForAtLeast = (count: number, chance: number): number =>
  count <= 0
    ? 0
    : bisect((mean) => chanceOfAtMost(count - 1, mean) > chance, count + 40 + 20 * Math.sqrt(count));

/** The true mean behind `count` events is at least this, but for the chance. */
export const meanAtLeast = (count: number, chance: number): number =>
  bisect((mean) => chanceOfAtLeast(count, mean) < chance, count);

/** The true mean behind `count` events is at most this, but for the chance. */
export const meanAtMost = (count: number, chance: number): number => meanForAtLeast(count + 1, chance);

/** The largest number from 0 to `to` for which it still holds; it holds at first, and then no more. */
export function bisect(holds: (value: number) => boolean, to: number): number {
  let [low, high] = [0, to];
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return high;
}
const BISECTIONS = 60;

/**
 * How far a share of failures `above` is from the true one: the Kullback–Leibler divergence of two coins. P(at least that share of n
 * independent calls fails) ≤ exp(−n × this) (Hoeffding, "Probability inequalities for sums of bounded random variables", 1963).
 */
export function divergence(above: number, truth: number): number {
  if (truth <= 0) return Number.POSITIVE_INFINITY;
  const part = (share: number, of: number): number => (share === 0 ? 0 : share * Math.log(share / of));
  return part(above, truth) + part(1 - above, 1 - truth);
}

/**
 * After how many calls a run of `failures` failed ones has come, but for the chance. Without an end in sight: null.
 *
 * @see Feller, "An Introduction to Probability Theory" I, XIII.7: u(k) = u(k−1) − (1−p)·pʳ·u(k−r−1) is the chance of no run yet
 */
export function callsForRun(failures: number, failingShare: number, chance: number): number | null {
  if (failingShare >= 1) return failures;
  const run = failingShare ** failures;
  const none = [1];
  for (let calls = 1; calls <= CALLS_MAX; calls++) {
    const before = none[calls - 1]!;
    const begun =
      calls === failures
        ? run
        : calls < failures
          ? 0
          : (1 - failingShare) * run * none[calls - failures - 1]!;
    none.push(before - begun);
    if (none[calls]! <= chance) return calls;
  }
  return null;
}
/** More calls than a drill has. */
const CALLS_MAX = 100_000;
