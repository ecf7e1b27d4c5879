/**
 * The difference of two means over blocks of seconds. Requests of one second share its weather and so do neighbouring seconds, so blocks
 * are the samples and not requests (batch means: Law & Kelton, "Simulation Modeling and Analysis"; Schmeiser, Operations Research 30,
 * 1982). A block holds the same stretch of the campaign in both runs, so what the plan does in it is no difference.
 *
 * The mean is weighted by what each block can tell. Its variance is that of a ratio of clusters (Kish, "Survey Sampling", 1965), with as
 * many degrees of freedom as there are blocks of equal weight that would tell as much, less one.
 */
import { type Block, sumOf } from '../evidence/block-test.ts';
import { studentQuantile } from '../evidence/student.ts';
import { type Difference, MISSED_CHANCE, UNKNOWN } from './difference.ts';

/** Fewer blocks know too little of their own scatter. */
export const BLOCKS_MIN = 5;

/** @param pairs of each block, how much worse head was: see `pairOf` */
export function blockDifference(pairs: readonly Block[]): Difference & { readonly blocks: number } {
  const blocks = pairs.filter(({ weight }) => weight > 0);
  const { sum, weight } = sumOf(blocks);
  const difference = weight === 0 ? 0 : sum / weight;
  const effective = weight ** 2 / blocks.reduce((all, block) => all + block.weight ** 2, 0);
  if (!(effective >= BLOCKS_MIN - ROUNDING)) return { ...UNKNOWN, difference, blocks: blocks.length };
  const scatter = blocks.reduce((all, block) => all + (block.sum - difference * block.weight) ** 2, 0);
  const freedom = effective - 1;
  const error = Math.sqrt((effective / freedom) * scatter) / weight;
  const reach = (alpha: number): number => studentQuantile(alpha, freedom) * error;
  return {
    difference,
    boundsAt: (alpha) => ({ lower: difference - reach(alpha), upper: difference + reach(alpha) }),
    wouldShowAt: (alpha) => reach(alpha) + reach(MISSED_CHANCE),
    blocks: blocks.length,
  };
}

const ROUNDING = 1e-9;
