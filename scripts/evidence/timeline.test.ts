import { describe, expect, it } from 'vitest';
import { timelineOf } from '../workshop/testing/report-source.ts';
import { ratios, summed, sumOfKnown, timelineSchema } from './timeline.ts';

describe('a timeline', () => {
  it('is read as it was written', () => {
    const timeline = timelineOf(3);
    expect(timelineSchema.parse(JSON.parse(JSON.stringify(timeline)))).toEqual(timeline);
  });

  it.each([
    ['more slices than any run has', { slices: 1e9 }],
    ['no length', { sliceSeconds: 0 }],
    ['half a slice', { slices: 1.5 }],
    ['a negative count', { offered: [-1] }],
  ])('with %s is none', (_, change) => {
    expect(timelineSchema.safeParse({ ...timelineOf(3), ...change }).success).toBe(false);
  });

  it('adds up some lists of some rows; a list that is left out is all zero', () => {
    const timeline = timelineOf(2);
    expect(summed(timeline, () => true, ['failed', 'refused'])).toEqual([51, 51]);
    expect(summed(timeline, ({ inDrill }) => !inDrill, ['ok'])).toEqual([99, 99]);
  });
});

it('a sum is of what is known, and of nothing unknown', () => {
  expect(
    sumOfKnown([
      [1, null, null],
      [2, 3, null],
    ]),
  ).toEqual([3, 3, null]);
  expect(sumOfKnown([])).toEqual([]);
});

it('a share of nothing is no share', () => {
  expect(ratios([1, 0, 0], [4, 2, 0])).toEqual([0.25, 0, null]);
});
