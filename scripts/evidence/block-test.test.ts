import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawsOf } from '../workshop/testing/seeded-draws.ts';
import { type Block, pairedBlockTest, pairOf, sumOf } from './block-test.ts';

const even = (sums: readonly number[], weight = 100): Block[] => sums.map((sum) => ({ sum, weight }));
const zeros = (count: number): Block[] => even(new Array<number>(count).fill(0));
const FEW_DRAWS = 399;

const inPairs = (tested: readonly Block[], reference: readonly Block[], draws?: number) =>
  pairedBlockTest(
    tested.map((one, i) => pairOf(one, reference[i]!)),
    draws,
  );

describe('blocks of the same seconds', () => {
  it('differ by the mean over pairs, with bounds on both sides of it', () => {
    const seen = inPairs(even([3, 4, 5, 4, 3, 5, 4, 4, 3, 5]), even([1, 1, 2, 1, 0, 1, 1, 2, 1, 0]));
    expect(seen.difference).toBeCloseTo(0.03, 12);
    expect(seen.lower).toBeGreaterThan(0.02);
    expect(seen.upper).toBeLessThan(0.04);
    expect(seen.chanceOfMore(0)).toBeLessThan(0.01);
    expect(seen.chanceOfLess(0.05)).toBeLessThan(0.01);
    expect(seen.chanceOfMore(0.03)).toBeGreaterThan(0.3);
    expect(seen.floor).toBeCloseTo(seen.difference - seen.lower, 12);
  });

  it('do not differ where seconds are bad for both, however bad they are', () => {
    const weather = [0, 50, 0, 0, 80, 0, 0, 0, 30, 0, 0, 10];
    const seen = inPairs(even(weather), even(weather, 100));
    expect([seen.difference, seen.lower, seen.upper]).toEqual([0, 0, 0]);
  });

  it('are compared within the pair, so that a split which changes with the load is no difference', () => {
    // Half of the tested group's requests come in the bad second, but a tenth of the reference's: both fail alike in each.
    const tested = [{ sum: 50, weight: 100 }, ...even(new Array<number>(10).fill(0), 10)];
    const reference = [{ sum: 50, weight: 100 }, ...even(new Array<number>(10).fill(0), 90)];
    expect(inPairs(tested, reference).difference).toBe(0);
  });

  it('say nothing in the pairs in which a group did nothing', () => {
    const tested = [...even([5, 5, 5, 5, 5, 5]), { sum: 0, weight: 0 }];
    const seen = inPairs(tested, [...zeros(6), { sum: 90, weight: 100 }]);
    expect(seen.difference).toBeCloseTo(0.05, 12);
    expect(seen.blocks).toBe(6);
  });

  it.each([1, 2, 3, 4])('prove nothing if they are %d: chance alone lines so few up too often', (count) => {
    const seen = inPairs(even(new Array<number>(count).fill(9)), zeros(count));
    expect(seen.chanceOfMore(0)).toBeGreaterThan(0.05);
    expect([seen.lower, seen.upper, seen.floor]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('add up what was paired within them, place by place', () => {
    const places = [
      pairOf({ sum: 4, weight: 100 }, { sum: 0, weight: 100 }),
      pairOf({ sum: 0, weight: 10 }, { sum: 9, weight: 10 }),
    ];
    const block = sumOf(places);
    expect(block).toEqual({ sum: 50 * 0.04 - 5 * 0.9, weight: 55 });
  });
});

describe('bounds of pairs', () => {
  const test = inPairs;
  const blocks = fc.array(
    fc.record({ sum: fc.integer({ min: 0, max: 50 }), weight: fc.integer({ min: 50, max: 500 }) }),
    { minLength: 8, maxLength: 30 },
  );
  const two = fc.tuple(blocks, blocks).map(([one, other]) => {
    const length = Math.min(one.length, other.length);
    return [one.slice(0, length), other.slice(0, length)] as const;
  });

  it('contain the difference, and are where the chance of the draws crosses 5 %', () => {
    fc.assert(
      fc.property(two, ([one, other]) => {
        const seen = test(one, other, FEW_DRAWS);
        expect(seen.lower).toBeLessThanOrEqual(seen.difference + 1e-12);
        expect(seen.upper).toBeGreaterThanOrEqual(seen.difference - 1e-12);
        expect(seen.chanceOfMore(seen.lower - 1e-9)).toBeLessThanOrEqual(0.05);
        expect(seen.chanceOfMore(seen.lower + 1e-9)).toBeGreaterThan(0.05 - 1e-9);
        expect(seen.chanceOfLess(seen.upper + 1e-9)).toBeLessThanOrEqual(0.05);
      }),
    );
  });

  it('move with a difference that is added to every request of the tested group', () => {
    fc.assert(
      fc.property(two, fc.double({ min: -0.1, max: 0.1, noNaN: true }), ([one, other], added) => {
        const before = test(one, other, FEW_DRAWS);
        const after = test(
          one.map(({ sum, weight }) => ({ sum: sum + added * weight, weight })),
          other,
          FEW_DRAWS,
        );
        expect(after.difference).toBeCloseTo(before.difference + added, 9);
        expect(after.lower).toBeCloseTo(before.lower + added, 9);
        expect(after.upper).toBeCloseTo(before.upper + added, 9);
      }),
    );
  });

  it('miss a difference that is there in one of twenty runs, and no more', () => {
    const RUNS = 2000;
    const TRUE = 0.02;
    const { binomial } = drawsOf(3);
    const block = (share: number): Block => ({ sum: binomial(400, share), weight: 400 });
    let [above, below] = [0, 0];
    for (let run = 0; run < RUNS; run++) {
      const seen = test(
        Array.from({ length: 12 }, () => block(0.05 + TRUE)),
        Array.from({ length: 12 }, () => block(0.05)),
        FEW_DRAWS,
      );
      if (seen.lower > TRUE) above++;
      if (seen.upper < TRUE) below++;
    }
    // Three standard deviations of 2,000 draws are 1.5 %.
    for (const missed of [above, below]) {
      expect(missed / RUNS).toBeGreaterThan(0.035);
      expect(missed / RUNS).toBeLessThan(0.065);
    }
  });
});
