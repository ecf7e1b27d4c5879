/** A difference between two runs, and what is known of it at any confidence. More is worse. */

export interface Difference {
  /** Head minus base. */
  readonly difference: number;
  /** One-sided bounds of the true difference: it lies beyond each with a chance of at most `alpha`. Infinite where too little is known. */
  readonly boundsAt: (alpha: number) => Bounds;
  /** So large a true difference would have been told from none, at this level, in nine of ten such pairs. Infinite: none would. */
  readonly wouldShowAt: (alpha: number) => number;
}

export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** How many of ten pairs must show it: the usual power of 0.9. */
export const MISSED_CHANCE = 0.1;

export const UNKNOWN: Omit<Difference, 'difference'> = {
  boundsAt: () => ({ lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY }),
  wouldShowAt: () => Number.POSITIVE_INFINITY,
};
