import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineThrough, median, quantile, ratioOf, slopeFrom } from './statistics.ts';

describe('the median', () => {
  it.each([
    { given: [3], want: 3 },
    { given: [9, 1, 5], want: 5 },
    { given: [10, 2, 4, 1], want: 3 },
    { given: [100, 20, 3], want: 20 },
  ])('of $given is $want', ({ given, want }) => {
    expect(median(given)).toBe(want);
  });

  it('has at least half of the values on either side, and leaves them as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 }), (values) => {
        const before = [...values];
        const middle = median(values);
        expect(values.filter((value) => value <= middle).length * 2).toBeGreaterThanOrEqual(values.length);
        expect(values.filter((value) => value >= middle).length * 2).toBeGreaterThanOrEqual(values.length);
        expect(values).toEqual(before);
      }),
    );
  });

  it('of nothing is an error', () => {
    expect(() => median([])).toThrow(/no values/);
  });
});

describe('a ratio of rounds', () => {
  it('is not moved by what slows down both sides of a round', () => {
    expect(ratioOf([2, 4, 20], [1, 2, 10])).toBe(2);
  });

  it('is the middle round, not the ratio of the middles', () => {
    expect(ratioOf([1, 2, 90], [1, 4, 9])).toBe(1);
  });
});

describe('a line', () => {
  it('through points that lie on one is that one', () => {
    const number = fc.integer({ min: -1000, max: 1000 });
    const xs = fc.uniqueArray(number, { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(number, number, xs, (slope, intercept, values) => {
        const line = lineThrough(values.map((x) => ({ x, y: intercept + slope * x })));
        expect(line.slope).toBeCloseTo(slope, 6);
        expect(line.intercept).toBeCloseTo(intercept, 3);
      }),
    );
  });

  it('through one point only is an error that names it', () => {
    const point = { x: 7, y: 1 };
    expect(() => lineThrough([point, point])).toThrow(/only 7/);
  });

  it('with a known intercept leans on the points that are far out', () => {
    expect(slopeFrom(1, [{ x: 10, y: 21 }])).toBe(2);
    expect(
      slopeFrom(0, [
        { x: 1, y: 9 },
        { x: 100, y: 200 },
      ]),
    ).toBeCloseTo(2, 2);
  });
});

it.each([
  { share: 0.5, want: 2 },
  { share: 0.51, want: 3 },
  { share: 0.99, want: 4 },
  { share: 1, want: 4 },
])('a share of $share of 4, 1, 3 and 2 does not exceed $want', ({ share, want }) => {
  expect(quantile([4, 1, 3, 2], share)).toBe(want);
});
