/**
 * Whether some blocks of time are higher than others. Seconds depend on each other, and blocks of several seconds hardly do, so blocks are
 * compared, by their ranks: whatever their distribution is. The chance is exact: of all ways to draw so many of the blocks, how many
 * have ranks that add up to as much (Wilcoxon 1945; with ties by mid-ranks, Lehmann, "Nonparametrics", 1975, 1.4).
 */

/** The chance of ranks as high as those of `during`, or higher, if the two did not differ. 1 without blocks. */
export function chanceOfHigher(before: readonly number[], during: readonly number[]): number {
  const all = [...before, ...during].sort((one, other) => one - other);
  // Twice the mid-rank, so that it is whole.
  const rankOf = (value: number): number => all.indexOf(value) + all.lastIndexOf(value) + 2;
  const ranks = all.map(rankOf);
  const seen = during.reduce((sum, value) => sum + rankOf(value), 0);
  // No draw of this size has a higher sum.
  const total = ranks.slice(before.length).reduce((sum, rank) => sum + rank, 0);
  // ways[k][s]: ways to draw k blocks with the rank sum s.
  const ways = Array.from({ length: during.length + 1 }, () => new Float64Array(total + 1));
  ways[0]![0] = 1;
  for (const rank of ranks)
    for (let k = during.length; k > 0; k--) {
      const [one, less] = [ways[k]!, ways[k - 1]!];
      for (let sum = total; sum >= rank; sum--) one[sum]! += less[sum - rank]!;
    }
  const drawn = ways[during.length]!;
  const inAll = drawn.reduce((sum, count) => sum + count, 0);
  return drawn.subarray(seen).reduce((sum, count) => sum + count, 0) / inAll;
}

/**
 * The least by which all blocks of `during` would have had to be higher to be called so: the test's floor. Infinity if no
 * difference could have shown.
 *
 * @param chance below which they are called higher
 * @param most no difference beyond this is tried
 */
export function leastToShow(
  before: readonly number[],
  during: readonly number[],
  chance: number,
  most: number,
): number {
  const level = mean(before) - mean(during);
  const shows = (difference: number): boolean =>
    chanceOfHigher(
      before,
      during.map((value) => value + level + difference),
    ) <= chance;
  if (!shows(most)) return Number.POSITIVE_INFINITY;
  let [low, high] = [0, most];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (shows(middle)) high = middle;
    else low = middle;
  }
  return high;
}
const HALVINGS = 7;

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
