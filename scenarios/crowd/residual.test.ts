import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KOLMOGOROV_MAX, kolmogorov } from '../testing/world.ts';
import { exponential, PURPOSE } from './draws.ts';
import { residualAt } from './residual.ts';
import { EXPONENTIAL, scattered, varianceOf } from './think-time.ts';

const SPREADS = [0.05, 0.5, 0.815, 1.76, 2.97];
/** The chance of a residual of at most x, by summing up the chance to think for longer than each time before. */
function residualShares(spread: number, longest: number, parts: number): number[] {
  const draws = Float64Array.from({ length: 400_000 }, (_, who) =>
    scattered(spread, 7, who, 0, PURPOSE.think),
  ).sort();
  const width = longest / parts;
  const shares: number[] = [0];
  let shorter = 0;
  for (let part = 0; part < parts; part++) {
    const middle = (part + 0.5) * width;
    while (shorter < draws.length && draws[shorter]! <= middle) shorter++;
    shares.push(shares[part]! + width * (1 - shorter / draws.length));
  }
  return shares;
}

describe('what remains of a think time', () => {
  it('is the depth itself for an exponential, and a uniform part of a fixed time', () => {
    expect(residualAt(EXPONENTIAL, 1.25, 0)).toBe(1.25);
    expect(residualAt(0, Math.log(4), 0)).toBeCloseTo(0.75, 12);
    expect(residualAt(0, 1e-12, 0) / 1e-12).toBeCloseTo(1, 9);
  });

  it.each(SPREADS)('of a log-normal of spread %d is what its draws say: the sum of its tail', (spread) => {
    const [LONGEST, PARTS] = [3, 6000];
    const shares = residualShares(spread, LONGEST, PARTS);
    for (const part of [10, 200, 1000, 2000, 4000, 6000]) {
      const depth = -Math.log1p(-shares[part]!);
      if (!Number.isFinite(depth) || depth > 5) continue;
      expect(Math.abs(residualAt(spread, depth, 0) / ((part * LONGEST) / PARTS) - 1)).toBeLessThan(0.02);
    }
  });

  it.each([0.05, 0.5, 0.815])('has the mean (1 + variance) ÷ 2 for spread %d', (spread) => {
    // Of the time to a depth, by the midpoints of a million equal chances.
    const PARTS = 200_000;
    let [sum, x] = [0, 0];
    for (let i = 0; i < PARTS; i++) {
      x = residualAt(spread, -Math.log1p(-(i + 0.5) / PARTS), x);
      sum += x;
    }
    const wanted = (1 + varianceOf(spread)) / 2;
    expect(Math.abs(sum / PARTS / wanted - 1)).toBeLessThan(0.001);
  });

  it.each([0, ...SPREADS])(
    'never falls as the depth grows, and does not depend on the way (spread %d)',
    (spread) => {
      const depths = fc.array(fc.double({ min: 0, max: 40, noNaN: true }), { minLength: 1, maxLength: 50 });
      fc.assert(
        fc.property(depths, (given) => {
          let x = 0;
          for (const depth of given.sort((a, b) => a - b)) {
            const next = residualAt(spread, depth, x);
            expect(next).toBeGreaterThanOrEqual(x);
            expect(Number.isFinite(next)).toBe(true);
            // Beyond, rounding errors decide about the last digits.
            if (depth < 16)
              expect(Math.abs(next - residualAt(spread, depth, 0))).toBeLessThan(1e-4 * (1 + next));
            x = next;
          }
        }),
      );
    },
  );

  it('is the time to the end of a renewal process that began long ago', () => {
    const [spread, LONG_AGO] = [0.815, 200];
    const seen = Array.from({ length: 40_000 }, (_, who) => {
      let at = 0;
      for (let n = 0; at < LONG_AGO; n++) at += scattered(spread, 3, who, n, PURPOSE.think);
      return at - LONG_AGO;
    });
    const drawn = Array.from({ length: 40_000 }, (_, who) =>
      residualAt(spread, exponential(4, who, 0, PURPOSE.firstWake), 0),
    ).sort((a, b) => a - b);
    const share = (x: number): number => drawn.findLastIndex((each) => each <= x) / drawn.length;
    const few = seen.filter((_, i) => i % 20 === 0);
    expect(kolmogorov(few, share)).toBeLessThan(KOLMOGOROV_MAX);
  });
});
