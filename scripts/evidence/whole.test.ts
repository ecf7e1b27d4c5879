import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wholeAtLeast, wholeAtMost } from './whole.ts';

it.each([
  { share: 0.07, n: 100, atLeast: 7, atMost: 7 },
  { share: 0.29, n: 100, atLeast: 29, atMost: 29 },
  { share: 0.075, n: 100, atLeast: 8, atMost: 7 },
  { share: 0.0005, n: 5990, atLeast: 3, atMost: 2 },
  { share: 0, n: 100, atLeast: 0, atMost: 0 },
  { share: 1, n: 3, atLeast: 3, atMost: 3 },
  { share: 0.9, n: 0, atLeast: 0, atMost: 0 },
])('$share of $n is at least $atLeast or at most $atMost', ({ share, n, atLeast, atMost }) => {
  expect([wholeAtLeast(share, n), wholeAtMost(share, n)]).toEqual([atLeast, atMost]);
});

it('is what whole numbers alone make of any share of six digits', () => {
  const MILLION = 1_000_000;
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: MILLION }),
      fc.integer({ min: 0, max: 100 * MILLION }),
      (parts, n) => {
        const exact = BigInt(parts) * BigInt(n);
        const below = Number(exact / BigInt(MILLION));
        const isWhole = exact % BigInt(MILLION) === 0n;
        const share = parts / MILLION;
        expect([wholeAtMost(share, n), wholeAtLeast(share, n)]).toEqual([below, isWhole ? below : below + 1]);
      },
    ),
    { numRuns: 10_000 },
  );
});
