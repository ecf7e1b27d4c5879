/**
 * The difference of a mean between the blocks of two builds. A block is one sample, however many answers it has: what changes from one
 * block to the next (the machine's neighbours, where a process has put its memory) is noise between blocks, and the seconds within a
 * block do not know it. Each build's mean is a ratio over its blocks (Kish, "Survey Sampling", 1965). The two scatters are not taken
 * for equal (Welch, "The generalization of Student's problem", Biometrika 34, 1947).
 */
import { type Block, sumOf } from '../../evidence/block-test.ts';
import { studentQuantile } from '../../evidence/student.ts';
import { type Difference, MISSED_CHANCE, UNKNOWN } from '../difference.ts';

/** With two blocks a build, or fewer than would weigh as much as two equal ones, too little is known of its scatter. */
const BLOCKS_MIN = 3;
const EFFECTIVE_MIN = 2;

export interface MeanDifference extends Difference {
  /** Null: none of its blocks has an answer. */
  readonly baseMean: number | null;
  readonly headMean: number | null;
  /** Of both builds. */
  readonly blocks: number;
}

/** @param base a block's sum, and the answers that it was made of */
export function meanDifference(base: readonly Block[], head: readonly Block[]): MeanDifference {
  const [one, other] = [meanOf(base), meanOf(head)];
  const blocks = one.blocks + other.blocks;
  const means = { baseMean: one.mean, headMean: other.mean, blocks };
  if (one.mean === null || other.mean === null) return { ...UNKNOWN, ...means, difference: 0 };
  const difference = other.mean - one.mean;
  const isKnown = [one, other].every((its) => its.blocks >= BLOCKS_MIN && its.effective >= EFFECTIVE_MIN);
  if (!isKnown) return { ...UNKNOWN, ...means, difference };
  const variance = one.variance + other.variance;
  const error = Math.sqrt(variance);
  // By shares of the variance, because the square of a small one would be 0.
  const share = variance === 0 ? 1 / 2 : one.variance / variance;
  const freedom = 1 / (share ** 2 / (one.effective - 1) + (1 - share) ** 2 / (other.effective - 1));
  const reach = (alpha: number): number => studentQuantile(alpha, freedom) * error;
  return {
    ...means,
    difference,
    boundsAt: (alpha) => ({ lower: difference - reach(alpha), upper: difference + reach(alpha) }),
    wouldShowAt: (alpha) => reach(alpha) + reach(MISSED_CHANCE),
  };
}

interface Mean {
  readonly mean: number | null;
  /** Of the mean. */
  readonly variance: number;
  readonly blocks: number;
  /** How many blocks of equal weight would tell as much. */
  readonly effective: number;
}

function meanOf(all: readonly Block[]): Mean {
  const blocks = all.filter(({ weight }) => weight > 0);
  const { sum, weight } = sumOf(blocks);
  if (weight === 0) return { mean: null, variance: 0, blocks: 0, effective: 0 };
  const mean = sum / weight;
  const effective = weight ** 2 / blocks.reduce((squares, block) => squares + block.weight ** 2, 0);
  const scatter = blocks.reduce((squares, block) => squares + (block.sum - mean * block.weight) ** 2, 0);
  const variance = ((effective / (effective - 1)) * scatter) / weight ** 2;
  return { mean, variance: effective > 1 ? variance : 0, blocks: blocks.length, effective };
}
