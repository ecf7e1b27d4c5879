/** A figure over all draws. */
export interface Spread {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

const [LOWER, MIDDLE, UPPER] = [0.05, 0.5, 0.95] as const;

/** Its median, and from where to where nine of ten draws lie. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return { lower: at(LOWER), median: at(MIDDLE), upper: at(UPPER) };
}

/** Half of a 95 % interval of a share of draws, by the normal approximation: what chance alone may move it. */
export const monteCarloError = (share: number, draws: number): number => {
  const Z95 = 1.96;
  // A share of 0 or 1 is not sure either: the rule of three.
  if (share === 0 || share === 1) return 3 / draws;
  return Z95 * Math.sqrt((share * (1 - share)) / draws);
};
