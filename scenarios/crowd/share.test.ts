import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharesOf } from '../testing/world.ts';
import { globalIndex, sizeOf } from './share.ts';

describe('the shares of a crowd', () => {
  it('hold every shopper exactly once, in sizes that differ by one at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.nat(2000), (of, count) => {
        const sizes = sharesOf(of).map((share) => sizeOf(share, count));
        const all = sharesOf(of).flatMap((share, i) =>
          Array.from({ length: sizes[i]! }, (_, local) => globalIndex(share, local)),
        );
        expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, k) => k));
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([
    { given: 'nobody', count: 0, want: [0, 0, 0] },
    { given: 'one', count: 1, want: [1, 0, 0] },
    { given: 'two', count: 2, want: [1, 1, 0] },
    { given: 'two million', count: 2_000_000, want: [666_667, 666_667, 666_666] },
  ])('of three VUs split $given as $want', ({ count, want }) => {
    expect(sharesOf(3).map((share) => sizeOf(share, count))).toEqual(want);
  });
});
