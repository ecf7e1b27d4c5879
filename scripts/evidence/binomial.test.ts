import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerBound, regularizedIncompleteBeta, samplesToProve, upperBound } from './binomial.ts';

/** P(X ≥ good) term by term: slow, obvious, and independent of the incomplete beta function. */
function atLeast(good: number, n: number, p: number): number {
  let logChoose = 0;
  let sum = 0;
  for (let k = 0; k <= n; k++) {
    if (k >= good) sum += Math.exp(logChoose + k * Math.log(p) + (n - k) * Math.log1p(-p));
    logChoose += Math.log((n - k) / (k + 1));
  }
  return sum;
}

describe('the bounds of a share', () => {
  it.each([
    // As printed in tables of Clopper–Pearson limits; one-sided at 95 % is the end of a two-sided 90 % interval.
    { good: 8, n: 10, lower: 0.4930987, upper: 0.9632286 },
    { good: 1, n: 10, lower: 0.0051162, upper: 0.3941633 },
    { good: 5, n: 10, lower: 0.2224411, upper: 0.7775589 },
    // Rule of three: no failure of n leaves at most about 3/n.
    { good: 100, n: 100, lower: 0.970487, upper: 1 },
    { good: 0, n: 100, lower: 0, upper: 0.029513 },
    { good: 0, n: 1, lower: 0, upper: 0.95 },
    { good: 0, n: 0, lower: 0, upper: 1 },
  ])('are those of the tables for $good of $n', ({ good, n, lower, upper }) => {
    expect(lowerBound(good, n)).toBeCloseTo(lower, 6);
    expect(upperBound(good, n)).toBeCloseTo(upper, 6);
  });

  it('prove 99.8 % with 1,497 samples and no failure, and not with 1,496', () => {
    expect(lowerBound(1497, 1497)).toBeGreaterThanOrEqual(0.998);
    expect(lowerBound(1496, 1496)).toBeLessThan(0.998);
    expect(samplesToProve(0.998)).toBe(1497);
    expect(samplesToProve(1)).toBe(Number.POSITIVE_INFINITY);
  });

  it('prove 99.8 % with 10 failures of 10,000, and refute it with 50', () => {
    expect(lowerBound(9990, 10_000)).toBeGreaterThan(0.998);
    expect(upperBound(9950, 10_000)).toBeLessThan(0.998);
  });

  it('leave a chance of exactly 5 % by the direct binomial sum', () => {
    const share = fc
      .integer({ min: 2, max: 400 })
      .chain((n) => fc.tuple(fc.integer({ min: 1, max: n - 1 }), fc.constant(n)));
    fc.assert(
      fc.property(share, ([good, n]) => {
        expect(atLeast(good, n, lowerBound(good, n))).toBeCloseTo(0.05, 9);
        expect(1 - atLeast(good + 1, n, upperBound(good, n))).toBeCloseTo(0.05, 9);
      }),
    );
  });

  it('hold the observed share between them, and rise with every good answer', () => {
    const share = fc
      .integer({ min: 1, max: 1_000_000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n - 1 }), fc.constant(n)));
    fc.assert(
      fc.property(share, ([good, n]) => {
        expect(lowerBound(good, n)).toBeLessThanOrEqual(good / n);
        expect(upperBound(good, n)).toBeGreaterThanOrEqual(good / n);
        expect(lowerBound(good + 1, n)).toBeGreaterThan(lowerBound(good, n));
        expect(upperBound(good + 1, n)).toBeGreaterThan(upperBound(good, n));
        // One more failure never helps.
        expect(lowerBound(good, n + 1)).toBeLessThanOrEqual(lowerBound(good, n));
        expect(upperBound(good, n + 1)).toBeLessThan(upperBound(good, n));
      }),
    );
  });

  it('come close to the normal approximation at a hundred million samples', () => {
    const n = 100_000_000;
    const good = 99_800_000;
    const sigma = Math.sqrt((0.998 * 0.002) / n);
    const NORMAL_QUANTILE_95 = 1.6448536;
    expect((0.998 - lowerBound(good, n)) / sigma).toBeCloseTo(NORMAL_QUANTILE_95, 2);
    expect((upperBound(good, n) - 0.998) / sigma).toBeCloseTo(NORMAL_QUANTILE_95, 2);
  });

  it.each([
    { good: 1, n: 100_000_000, poisson: 0.0512933 },
    { good: 3, n: 100_000_000, poisson: 0.8176914 },
  ])('are those of the Poisson distribution for $good of $n', ({ good, n, poisson }) => {
    expect(lowerBound(good, n) * n).toBeCloseTo(poisson, 5);
  });

  it.each([
    { good: -1, n: 10 },
    { good: 11, n: 10 },
    { good: 0.5, n: 10 },
    { good: 1, n: Number.NaN },
  ])('refuse $good of $n', ({ good, n }) => {
    expect(() => lowerBound(good, n)).toThrow(`got ${good} of ${n}`);
  });
});

describe('the regularized incomplete beta function', () => {
  it('is 0 and 1 at the ends and mirrors itself', () => {
    expect(regularizedIncompleteBeta(0, 2, 3)).toBe(0);
    expect(regularizedIncompleteBeta(1, 2, 3)).toBe(1);
    const size = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), size, size, (x, a, b) => {
        // 1 − x rounds, and the function is as steep as √(a + b): no closer than that can be asked for.
        expect(regularizedIncompleteBeta(x, a, b) + regularizedIncompleteBeta(1 - x, b, a)).toBeCloseTo(1, 8);
      }),
    );
  });
});
