import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOfHigher, leastToShow } from './rank-test.ts';

describe('the rank test of blocks', () => {
  it('is exact: the highest three of ten are one way in C(10, 3)', () => {
    expect(chanceOfHigher([1, 2, 3, 4, 5, 6, 7], [8, 9, 10])).toBeCloseTo(1 / 120, 12);
    expect(chanceOfHigher([4, 5, 6, 7, 8, 9, 10], [1, 2, 3])).toBeCloseTo(1, 12);
  });

  it('gives ties their mid-rank: blocks that are all alike differ in nothing', () => {
    expect(chanceOfHigher([0, 0, 0, 0], [0, 0])).toBe(1);
    // Of three ways to draw the 1 among 0, 0, 1 one is as high.
    expect(chanceOfHigher([0, 0], [1])).toBeCloseTo(1 / 3, 12);
  });

  it('finds no more among blocks that do not differ than it says', () => {
    let [found, runs] = [0, 0];
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 }),
        (blocks) => {
          runs++;
          if (chanceOfHigher(blocks.slice(0, 12), blocks.slice(12)) <= 0.05) found++;
        },
      ),
      { numRuns: 1000 },
    );
    // Four standard deviations of a thousand runs.
    expect(found / runs).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / runs));
  });

  it('says the least that it could have shown', () => {
    const before = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    const during = [0, 3, 6, 9];
    const least = leastToShow(before, during, 0.01, 20);
    const shifted = (by: number) =>
      chanceOfHigher(
        before,
        during.map((value) => value + by),
      );
    expect(shifted(least + 0.2)).toBeLessThanOrEqual(0.01);
    expect(shifted(least - 0.2)).toBeGreaterThan(0.01);
  });

  it('could show nothing with too few blocks', () => {
    expect(leastToShow([1, 2, 3], [1, 2], 0.001, 1e6)).toBe(Number.POSITIVE_INFINITY);
  });
});
