/**
 * Compares two groups whose samples are not independent. Requests of one second share its weather, and so do neighbouring
 * seconds: what is compared are blocks of seconds, which are long enough to have forgotten each other.
 *
 * If nothing tells the groups apart, their labels could as well have been drawn. So the labels are drawn again and again: in a
 * pair of blocks of the same seconds they are swapped or not. The chance of what was seen is the share of draws that show it, or
 * more (Pitman 1937; Good, "Permutation, Parametric and Bootstrap Tests of Hypotheses", 3rd ed., 2005).
 *
 * The same draws give bounds. A group that is worse by δ is like the other once δ is taken off it, so the bound is the largest
 * δ that the test still rejects. Each draw rejects from a δ of its own on, which has a closed form: with swapped pairs it is the
 * mean over the pairs that were swapped (Hartigan, "Using subsample values as typical values", JASA 64, 1969). So the sorted
 * list of these δ answers for every δ at once.
 */
import { hash } from '../../scenarios/crowd/draws.ts';
import { ALPHA } from './binomial.ts';

/** What one group did in a block: a sum over its samples, and how many these are. Their ratio is compared. */
export interface Block {
  readonly sum: number;
  readonly weight: number;
}

export interface BlockTest {
  /** The tested group's ratio minus that of the reference: the mean over pairs, weighted by what each can tell. */
  readonly difference: number;
  /** One-sided 95 % bounds of the true difference. Infinite where the blocks are too few to say. */
  readonly lower: number;
  readonly upper: number;
  /** The difference that had to be seen to be told from none. Infinite where the blocks are too few. */
  readonly floor: number;
  /** Blocks of the tested group that were compared. */
  readonly blocks: number;
  /** If the true difference were this, the chance to see so large a one as was seen, or larger; and so small a one or smaller. */
  readonly chanceOfMore: (difference: number) => number;
  readonly chanceOfLess: (difference: number) => number;
}

/** A chance of 5 % is met to ± 0.4 % (three standard deviations). */
const DRAWS = 29_999;
/** The same blocks always give the same result. */
const SEED = 611;

/**
 * What two groups did in the same seconds, at the same place, as one number: how much worse the tested group was there. Pairs of a
 * block are added up. A pair in which a group did nothing says nothing. What others can tell grows with the harmonic mean of
 * their samples, which is right for any split of them (Mantel & Haenszel, JNCI 22, 1959).
 */
export function pairOf(tested: Block, reference: Block): Block {
  if (tested.weight <= 0 || reference.weight <= 0) return NOTHING;
  const weight = (tested.weight * reference.weight) / (tested.weight + reference.weight);
  return { sum: weight * (tested.sum / tested.weight - reference.sum / reference.weight), weight };
}

/**
 * Of up to 14 blocks, every way to swap their labels is looked at, so that the result is exact.
 * @param blocks the pairs of each block, added up
 */
export function pairedBlockTest(blocks: readonly Block[], drawsMax = DRAWS): BlockTest {
  const pairs = blocks.filter(({ weight }) => weight > 0);
  const ways = 2 ** pairs.length - 1;
  const isExact = ways <= drawsMax;
  const isSwapped = (draw: number, i: number): boolean =>
    isExact ? (((draw + 1) >>> i) & 1) === 1 : hash(SEED, draw, i, 0) >= HALF_OF_HASHES;
  const rejectsFrom = (draw: number): number => {
    let [sum, weight] = [0, 0];
    for (let i = 0; i < pairs.length; i++) {
      if (!isSwapped(draw, i)) continue;
      sum += pairs[i]!.sum;
      weight += pairs[i]!.weight;
    }
    return sum / weight;
  };
  return testOf(ratioOf(pairs), pairs.length, drawn(isExact ? ways : drawsMax, rejectsFrom));
}

const HALF_OF_HASHES = 2 ** 31;

const NOTHING: Block = { sum: 0, weight: 0 };

export const sumOf = (blocks: readonly Block[]): Block =>
  blocks.reduce((all, { sum, weight }) => ({ sum: all.sum + sum, weight: all.weight + weight }), NOTHING);

function ratioOf(blocks: readonly Block[]): number {
  const { sum, weight } = sumOf(blocks);
  return sum / weight;
}

interface Drawn {
  /** For each draw that changed something: the true difference from which on it no longer shows as much as was seen. Sorted. */
  readonly rejectsFrom: Float64Array;
  readonly draws: number;
}

function drawn(draws: number, rejectsFrom: (draw: number) => number): Drawn {
  // A draw that changes nothing shows what was seen, whatever the true difference is. It divides 0 by 0.
  const all = Float64Array.from({ length: draws }, (_, draw) => rejectsFrom(draw));
  return { rejectsFrom: all.filter((value) => !Number.isNaN(value)).sort(), draws };
}

function testOf(difference: number, blocks: number, { rejectsFrom, draws }: Drawn): BlockTest {
  // What was seen is itself one of the ways in which the labels could have been dealt.
  const always = 1 + draws - rejectsFrom.length;
  const chanceOf = (count: number): number => (always + count) / (draws + 1);
  // How many of the draws may show as much before the chance is above 5 %.
  const spared = Math.floor(ALPHA * (draws + 1)) - always;
  const lower = spared < 0 ? Number.NEGATIVE_INFINITY : rejectsFrom[spared]!;
  const upper = spared < 0 ? Number.POSITIVE_INFINITY : rejectsFrom[rejectsFrom.length - 1 - spared]!;
  return {
    difference,
    lower,
    upper,
    floor: difference - lower,
    blocks,
    chanceOfMore: (at) => chanceOf(rejectsFrom.filter((value) => value <= at).length),
    chanceOfLess: (at) => chanceOf(rejectsFrom.filter((value) => value >= at).length),
  };
}
