/**
 * Which of many hypotheses fall, so that the chance of even one false fall is at most `alpha`, whatever depends on what.
 *
 * The smallest chance must be at most alpha ÷ M, the next alpha ÷ (M − 1), and so on; the first that is not ends it.
 *
 * @see Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979
 * @param chances the chance of each observation, or of a worse one, if its hypothesis is true
 * @returns for each, whether it falls
 */
export function holm(chances: readonly number[], alpha: number): readonly boolean[] {
  const falls = chances.map(() => false);
  const fromSmallest = chances.map((chance, i) => ({ chance, i })).toSorted((a, b) => a.chance - b.chance);
  for (const [rank, { chance, i }] of fromSmallest.entries()) {
    if (chance > alpha / (chances.length - rank)) break;
    falls[i] = true;
  }
  return falls;
}
