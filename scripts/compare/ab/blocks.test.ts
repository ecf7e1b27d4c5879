import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runWith, shareOf } from '../../workshop/testing/compared-runs.ts';
import { drawsOf } from '../../workshop/testing/seeded-draws.ts';
import { blockOrder, halvesOf } from './block-order.ts';
import { meanDifference } from './mean-difference.ts';
import { ownFailures } from './own-failures.ts';
import { pooled } from './pooled.ts';

describe('the order of blocks', () => {
  it('is A B B A', () => {
    expect(blockOrder(4).join(' ')).toBe('base head head base base head head base');
  });

  it('gives each pair one of both, and a steady drift adds as much to one as to the other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (pairs) => {
        const order = blockOrder(pairs);
        for (let i = 0; i < order.length; i += 2) expect(order[i]).not.toBe(order[i + 1]);
        const drift = order.reduce((sum, build, at) => sum + (build === 'head' ? at : -at), 0);
        expect(drift).toBe(pairs % 2 === 0 ? 0 : 1);
      }),
    );
  });

  it('deals the blocks of one build into two halves that are as long, or one longer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), (count) => {
        const blocks = Array.from({ length: count }, (_, i) => i);
        const { base, head } = halvesOf(blocks);
        expect([...base, ...head].sort((one, other) => one - other)).toEqual(blocks);
        expect(Math.abs(base.length - head.length)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the difference of two means over blocks', () => {
  const block = fc
    .record({
      weight: fc.integer({ min: 200, max: 500 }),
      mean: fc.double({ min: 0, max: 1000, noNaN: true }),
    })
    .map(({ weight, mean }) => ({ weight, sum: weight * mean }));
  const blocks = fc.array(block, { minLength: 3, maxLength: 12 });

  it('changes its sign, and its bounds their places, when the builds are swapped', () => {
    fc.assert(
      fc.property(blocks, blocks, (one, other) => {
        const [there, back] = [meanDifference(one, other), meanDifference(other, one)];
        expect(back.difference).toBeCloseTo(-there.difference, 9);
        expect(back.boundsAt(0.01).lower).toBeCloseTo(-there.boundsAt(0.01).upper, 6);
      }),
    );
  });

  it('is as far from its bounds when all answers of one build take longer by the same', () => {
    fc.assert(
      fc.property(blocks, blocks, fc.double({ min: 0, max: 100, noNaN: true }), (one, other, more) => {
        const later = other.map(({ sum, weight }) => ({ weight, sum: sum + more * weight }));
        const [before, after] = [meanDifference(one, other), meanDifference(one, later)];
        expect(after.difference - before.difference).toBeCloseTo(more, 6);
        expect(after.boundsAt(0.01).lower - before.boundsAt(0.01).lower).toBeCloseTo(more, 5);
      }),
    );
  });

  it('lies beyond a 5 % bound in some 5 % of pairs of builds that are the same', () => {
    const draws = drawsOf(8);
    const drawn = () =>
      Array.from({ length: 6 }, () => ({ weight: 100, sum: 100 * (10 + draws.binomial(100, 0.5) / 25) }));
    const DRAWN = 1500;
    let beyond = 0;
    for (let i = 0; i < DRAWN; i++) if (meanDifference(drawn(), drawn()).boundsAt(0.05).lower > 0) beyond++;
    // Three standard deviations of what is counted are 1.7 %.
    expect(beyond / DRAWN).toBeGreaterThan(0.033);
    expect(beyond / DRAWN).toBeLessThan(0.067);
  });

  it('is known however little the blocks scatter', () => {
    const still = [0, 0, 1e-160].map((sum) => ({ sum, weight: 1 }));
    const later = still.map(({ sum, weight }) => ({ weight, sum: sum + 4 }));
    expect(meanDifference(still, later).boundsAt(0.01).lower).toBeCloseTo(4, 9);
    expect(meanDifference(later, later).boundsAt(0.01)).toEqual({ lower: 0, upper: 0 });
  });

  it('is unknown where one block weighs nearly all', () => {
    const lopsided = [5000, 1, 1].map((weight) => ({ sum: weight, weight }));
    expect(meanDifference(lopsided, lopsided).boundsAt(0.05).lower).toBe(Number.NEGATIVE_INFINITY);
  });

  it('is unknown with two blocks a build, and with none', () => {
    const two = [
      { sum: 10, weight: 10 },
      { sum: 20, weight: 10 },
    ];
    expect(meanDifference(two, two).boundsAt(0.05).upper).toBe(Number.POSITIVE_INFINITY);
    expect(meanDifference([], two)).toMatchObject({ baseMean: null, difference: 0 });
  });
});

describe('the blocks of one build as one run', () => {
  const blocksWith = (bads: readonly number[], deff: number | null = 1) =>
    bads.map((bad) => runWith({ shares: [shareOf({ bad, n: 1000, deff })] }));

  it('have all bad answers of all answers', () => {
    expect(pooled(blocksWith([1, 2, 3]), 'all', false).shares).toMatchObject([{ bad: 6, n: 3000 }]);
  });

  it('count for less where one block had nearly all the bad ones', () => {
    const deffOf = (bads: readonly number[], deff?: number | null) =>
      pooled(blocksWith(bads, deff), 'all', false).shares[0]!.deff;
    expect(deffOf([10, 10, 10, 10])).toBe(1);
    expect(deffOf([40, 0, 0, 0])).toBeGreaterThan(10);
    expect(deffOf([10, 10, 10, 10], 4)).toBe(4);
    expect(deffOf([10, 10, 10, 10], null)).toBeNull();
  });

  it('have no share that one of them lacks', () => {
    expect(pooled([...blocksWith([1]), runWith()], 'all', false).shares).toEqual([]);
  });
});

describe('blocks that fail by themselves', () => {
  const blocks = (fails: number, all: number) =>
    Array.from({ length: all }, (_, i) => runWith({ outcome: i < fails ? 'fail' : 'pass' }));

  it('decide only if all of head and none of base do, of six pairs or more', () => {
    expect(ownFailures(blocks(0, 6), blocks(6, 6)).isWorse).toBe(true);
    expect(ownFailures(blocks(1, 6), blocks(6, 6)).isWorse).toBe(false);
    expect(ownFailures(blocks(0, 6), blocks(5, 6)).isWorse).toBe(false);
    expect(ownFailures(blocks(0, 5), blocks(5, 5)).isWorse).toBe(false);
    expect(ownFailures(blocks(0, 6), blocks(6, 6)).chance).toBeCloseTo(1 / 924, 12);
  });
});
