import { expect, it } from 'vitest';
import { most } from './most.ts';

it.each([
  { given: [], want: 0 },
  { given: [3, undefined, 7, 5], want: 7 },
  { given: [undefined], want: 0 },
])('the most of $given is $want', ({ given, want }) => {
  expect(most(given)).toBe(want);
});

it('is found among as many numbers as a week has seconds', () => {
  const WEEK_SECONDS = 7 * 24 * 3600;
  expect(most(Array.from({ length: WEEK_SECONDS }, (_, i) => i))).toBe(WEEK_SECONDS - 1);
});
