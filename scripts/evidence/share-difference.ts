/**
 * The difference of two shares of bad answers, such as those of two versions, with bounds that hold for correlated answers and for
 * few bad ones.
 *
 * Blocks know how answers hang together (block-test.ts). But where hardly any answer is bad, most blocks look alike, and their
 * bounds come out too close: with no bad answer at all, they would prove a difference of nothing from a single request. Counts
 * know better: with 95 % confidence a share lies within its exact bounds (binomial.ts), and so does the difference of two shares,
 * by what is left to each of them (Zou & Donner, "Construction of confidence limits about effect measures", Statistics in Medicine
 * 27, 2008). Of the two bounds the more cautious one counts.
 */
import { lowerBound, upperBound } from './binomial.ts';
import type { BlockTest } from './block-test.ts';

export interface Difference {
  readonly difference: number;
  /** One-sided 95 % bounds. Infinite where there is too little to say. */
  readonly lower: number;
  readonly upper: number;
  /** The difference that had to be seen to be told from none. */
  readonly floor: number;
}

/** Answers of one group, and the bad ones among them. Whole numbers. */
export interface Counted {
  readonly bad: number;
  readonly n: number;
}

/** @param blocks the test of the same answers in blocks */
export function shareDifference(blocks: BlockTest, tested: Counted, reference: Counted): Difference {
  const { difference } = blocks;
  if (tested.n === 0 || reference.n === 0) return { ...UNKNOWN, difference };
  const [one, other] = [leftTo(tested), leftTo(reference)];
  const lower = Math.min(blocks.lower, difference - Math.hypot(one.below, other.above));
  const upper = Math.max(blocks.upper, difference + Math.hypot(one.above, other.below));
  return { difference, lower, upper, floor: difference - lower };
}

const UNKNOWN = {
  lower: Number.NEGATIVE_INFINITY,
  upper: Number.POSITIVE_INFINITY,
  floor: Number.POSITIVE_INFINITY,
};

/** How far below and above its figure a share may truly be. */
function leftTo({ bad, n }: Counted): { readonly below: number; readonly above: number } {
  return { below: bad / n - lowerBound(bad, n), above: upperBound(bad, n) - bad / n };
}
