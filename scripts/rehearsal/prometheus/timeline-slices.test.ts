import { describe, expect, it } from 'vitest';
import { grownBy, heldSum, slicesOf, sumOfLists } from './timeline-slices.ts';

const run = (seconds: number) => ({ zeroAtMs: 1000, endedAtMs: 1000 + seconds * 1000 });
const slices = slicesOf(run(4), 1);
/** Its readings by second, from the run's zero. */
const series = (readings: Readonly<Record<number, number>>) => ({
  labels: {},
  points: Object.entries(readings).map(([second, value]) => ({
    atMs: 1000 + Number(second) * 1000,
    value,
  })),
});

describe('slices', () => {
  it('are seconds in a short run, and cover all of it', () => {
    expect(slicesOf(run(189.4), 100)).toMatchObject({ count: 190, seconds: 1 });
  });

  it.each([
    { hours: 24, rows: 100 },
    { hours: 24, rows: 10_000 },
    { hours: 240, rows: 1 },
  ])('of $hours hours with $rows rows are few', ({ hours, rows }) => {
    const { count, seconds } = slicesOf(run(hours * 3600), rows);
    expect(count).toBeLessThanOrEqual(600);
    expect(count * seconds).toBeGreaterThanOrEqual(hours * 3600);
    expect(count * Math.max(120, rows)).toBeLessThanOrEqual(Math.max(120_000, 120 * rows));
  });
});

describe('how much a counter grew', () => {
  it.each([
    { readings: { 0: 5, 1: 7, 2: 7, 3: 10, 4: 11 }, want: [2, 0, 3, 1] },
    { readings: { 2: 3, 3: 3, 4: 4 }, want: [0, 3, 0, 1] },
    { readings: { 0: 1, 1: 4 }, want: [3, 0, 0, 0] },
    { readings: { 1: 4, 2: 2, 3: 4, 4: 5 }, want: [4, 0, 0, 1] },
    { readings: {}, want: [0, 0, 0, 0] },
  ])('$readings', ({ readings, want }) => {
    expect([...grownBy(series(readings), slices)]).toEqual(want);
  });
});

it('a gauge that was not told for a while, because its process was down, is what it was', () => {
  const sums = heldSum([series({ 1: 10, 4: 8 }), series({ 2: 5 })], slices);
  expect(sums).toEqual([10, 15, 15, 13]);
  expect(heldSum([series({ 3: 5 })], slices)).toEqual([null, null, 5, 5]);
});

it('lists are added up slice by slice', () => {
  expect(sumOfLists([[1, 2], new Float64Array([3, 4])], 2)).toEqual([4, 6]);
});
