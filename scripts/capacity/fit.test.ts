import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RAY_TRACER, SPEC_SDM91 } from '../workshop/testing/published-levels.ts';
import { type Errors, fitCurve, residualOf } from './fit.ts';
import { CURVES, type Curve, contentionShareAt, fewestFor, mostOf, throughputAt, topOf } from './usl.ts';

const curve = fc.record({
  lambda: fc.double({ min: 0.1, max: 10_000, noNaN: true }),
  sigma: fc.oneof(fc.constant(0), fc.double({ min: 1e-4, max: 0.5, noNaN: true })),
  kappa: fc.oneof(fc.constant(0), fc.double({ min: 1e-5, max: 0.1, noNaN: true })),
});
const pointsOf = (of: Curve, ns: readonly number[]) =>
  ns.map((n) => ({ n, throughput: throughputAt(of, n) }));

describe('published fits', () => {
  it('SPEC SDM91 has the published digits', () => {
    const found = fitCurve(SPEC_SDM91, 'usl', 'constant');
    expect(found.sigma).toBeCloseTo(0.0277285, 7);
    expect(found.kappa).toBeCloseTo(0.0001044, 7);
    expect(found.lambda).toBeCloseTo(89.9952, 3);
    // Residual standard error 82.85 on 4 degrees of freedom, and the peak at 96.52.
    expect(Math.sqrt(found.squares / 4)).toBeCloseTo(82.85, 2);
    expect(topOf(found)).toBeCloseTo(96.5196, 2);
    expect(mostOf(found)).toBeCloseTo(1884, 0);
  });

  it('the first six points of the ray tracer have the published digits', () => {
    const found = fitCurve(RAY_TRACER.slice(0, 6), 'usl', 'constant');
    expect(found.sigma).toBeCloseTo(0.02444, 5);
    expect(found.kappa).toBeCloseTo(0.00163, 5);
    expect(found.lambda).toBeCloseTo(20.85605, 4);
  });

  it('the whole ray tracer needs no crosstalk', () => {
    expect(fitCurve(RAY_TRACER, 'usl', 'constant').kappa).toBeCloseTo(0, 8);
  });
});

describe.each(['constant', 'relative'] as const)('a fit with %s errors', (errors: Errors) => {
  it('finds the curve that made its points', () => {
    fc.assert(
      fc.property(curve, (truth) => {
        const found = fitCurve(pointsOf(truth, [1, 2, 3, 4, 6, 8, 12]), 'usl', errors);
        expect(found.lambda / truth.lambda).toBeCloseTo(1, 4);
        expect(found.sigma).toBeCloseTo(truth.sigma, 4);
        expect(found.kappa).toBeCloseTo(truth.kappa, 4);
      }),
    );
  });

  it('of the larger curve never has more squares, and no coefficient is negative', () => {
    const throughput = fc.double({ min: 1, max: 1000, noNaN: true });
    fc.assert(
      fc.property(fc.array(throughput, { minLength: 6, maxLength: 9 }), (throughputs) => {
        const points = throughputs.map((each, i) => ({ n: i + 1, throughput: each }));
        const fits = CURVES.map((name) => fitCurve(points, name, errors));
        for (const [i, each] of fits.entries()) {
          expect(Math.min(each.sigma, each.kappa)).toBeGreaterThanOrEqual(0);
          expect(each.lambda).toBeGreaterThan(0);
          const again = points.reduce((sum, point) => sum + residualOf(each, point, errors) ** 2, 0);
          expect(again / each.squares).toBeCloseTo(1, 6);
          // Least squares of a curve may have more than one valley: what is found is no worse by more than a hair.
          if (i > 0 && errors === 'relative')
            expect(each.squares).toBeLessThanOrEqual(fits[i - 1]!.squares * 1.01);
        }
      }),
    );
  });
});

describe('the law', () => {
  it('turns where no neighbour is higher', () => {
    fc.assert(
      fc.property(curve, (of) => {
        const top = topOf(of);
        if (!Number.isFinite(top) || top === 1) return;
        expect(mostOf(of)).toBeGreaterThanOrEqual(throughputAt(of, top * 1.01));
        expect(mostOf(of)).toBeGreaterThanOrEqual(throughputAt(of, top / 1.01));
      }),
    );
  });

  it('is carried by the fewest machines and not by one less', () => {
    fc.assert(
      fc.property(curve, fc.double({ min: 0.01, max: 3, noNaN: true }), (of, share) => {
        const most = mostOf(of);
        const wanted = share * (Number.isFinite(most) ? most : 1000 * of.lambda);
        const n = fewestFor(of, wanted);
        if (!Number.isFinite(n)) {
          // No whole number does: neither of the two around the top.
          const top = Math.min(topOf(of), 1e6);
          expect(throughputAt(of, Math.max(1, Math.floor(top)))).toBeLessThan(wanted * (1 + 1e-6));
          expect(throughputAt(of, Math.ceil(top))).toBeLessThan(wanted * (1 + 1e-6));
          return;
        }
        expect(throughputAt(of, n)).toBeGreaterThanOrEqual(wanted * (1 - 1e-6));
        if (n > 1) expect(throughputAt(of, n - 1)).toBeLessThan(wanted);
      }),
    );
  });

  it('says what takes more at a place: contention or crosstalk', () => {
    expect(contentionShareAt({ lambda: 1, sigma: 0.1, kappa: 0 }, 8)).toBe(1);
    expect(contentionShareAt({ lambda: 1, sigma: 0, kappa: 0.1 }, 8)).toBe(0);
    expect(contentionShareAt({ lambda: 1, sigma: 0.08, kappa: 0.01 }, 8)).toBeCloseTo(0.5, 9);
    expect(contentionShareAt({ lambda: 1, sigma: 0, kappa: 0 }, 8)).toBe(0);
  });
});
