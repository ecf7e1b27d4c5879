import { expect, it } from 'vitest';
import { ratesOf } from './rates.ts';

it('a late push, which leaves one second empty and the next with two, does not show', () => {
  const counts = [100, 100, 100, 0, 200, 100, 100];
  expect(ratesOf(counts, { sliceSeconds: 1 })[3]).toBe(100);
});

it('slices of many seconds stay as they are, per second', () => {
  expect(ratesOf([1440, 0, 2880], { sliceSeconds: 144 })).toEqual([10, 0, 20]);
});
