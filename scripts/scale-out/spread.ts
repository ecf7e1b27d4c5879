/** A figure over all draws. */
export interface Spread {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

const NINE_OF_TEN = 0.9;
const MIDDLE = 0.5;

/**
 * Its median, and from where to where most of the draws lie.
 * @param share of the draws; as many lie below as above
 */
export function spreadOf(values: readonly number[], share = NINE_OF_TEN): Spread {
  const sorted = Float64Array.from(values).sort();
  const at = (rank: number): number => sorted[Math.round(rank * (sorted.length - 1))] ?? 0;
  const below = (1 - share) / 2;
  return { lower: at(below), median: at(MIDDLE), upper: at(1 - below) };
}

/** Half of a 95 % interval of a share of draws, by the normal approximation: what chance alone may move it. */
export const monteCarloError = (share: number, draws: number): number => {
  const Z95 = 1.96;
  // A share of 0 or 1 is not sure either: the rule of three.
  if (share === 0 || share === 1) return 3 / draws;
  return Z95 * Math.sqrt((share * (1 - share)) / draws);
};
