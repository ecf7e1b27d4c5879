import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holm } from './holm.ts';

const ALPHA = 0.05;
const chance = fc.double({ min: 0, max: 1, noNaN: true });

describe("Holm's correction", () => {
  it.each([
    { chances: [0.04], want: [true] },
    { chances: [0.04, 0.9], want: [false, false] },
    { chances: [0.02, 0.9], want: [true, false] },
    // 0.05 ÷ 3, then 0.05 ÷ 2, then 0.05 ÷ 1: each in its turn.
    { chances: [0.04, 0.016, 0.025], want: [true, true, true] },
    // The second is not small enough, so the third does not get its turn.
    { chances: [0.049, 0.016, 0.026], want: [false, true, false] },
    { chances: [], want: [] },
  ])('lets of $chances fall $want', ({ chances, want }) => {
    expect(holm(chances, ALPHA)).toEqual(want);
  });

  it('lets fall whatever falls by a plain division, and nothing that stands alone', () => {
    fc.assert(
      fc.property(fc.array(chance, { minLength: 1 }), (chances) => {
        for (const [i, falls] of holm(chances, ALPHA).entries()) {
          if (chances[i]! <= ALPHA / chances.length) expect(falls).toBe(true);
          if (chances[i]! > ALPHA) expect(falls).toBe(false);
        }
      }),
    );
  });
});
