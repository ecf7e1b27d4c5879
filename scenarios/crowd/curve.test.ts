import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '../campaigns/plan.ts';
import { Curve } from './curve.ts';

const MINUTE_MS = 60_000;
/** Up to 200 in ten minutes, level for ten, down to nothing in ten, nothing for ten, and a jump to 100. */
const SALE: readonly CurvePoint[] = [
  { atMinute: 0, value: 0 },
  { atMinute: 10, value: 200 },
  { atMinute: 20, value: 200 },
  { atMinute: 30, value: 0 },
  { atMinute: 40, value: 0 },
  { atMinute: 40, value: 100 },
];

/** Any curve, with level stretches, nothing, and jumps. */
const points = fc
  .array(
    fc.record({
      step: fc.constantFrom(0, 0.5, 1, 7, 60),
      value: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 5e6, noNaN: true })),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((steps): CurvePoint[] => {
    let atMinute = 0;
    return steps.map(({ step, value }) => {
      atMinute += step;
      return { atMinute, value };
    });
  });

/** The area under the points up to `ms`, by the trapezoids they are. */
function areaUnder(curvePoints: readonly CurvePoint[], ms: number): number {
  let area = 0;
  let from = { ms: 0, value: curvePoints[0]!.value };
  for (const { atMinute, value } of [
    ...curvePoints,
    { atMinute: Infinity, value: curvePoints.at(-1)!.value },
  ]) {
    const to = { ms: atMinute * MINUTE_MS, value };
    const endMs = Math.min(ms, to.ms);
    if (endMs > from.ms) {
      const end =
        to.ms === Infinity
          ? value
          : from.value + ((value - from.value) * (endMs - from.ms)) / (to.ms - from.ms);
      area += ((from.value + end) / 2) * (endMs - from.ms);
    }
    if (to.ms >= ms) break;
    from = to;
  }
  return area;
}

describe('a curve', () => {
  it.each([
    { given: 'its first point', atMinute: 0, want: 0 },
    { given: 'a ramp up', atMinute: 2.5, want: 50 },
    { given: 'a corner', atMinute: 10, want: 200 },
    { given: 'a level stretch', atMinute: 13, want: 200 },
    { given: 'a ramp down', atMinute: 29, want: 20 },
    { given: 'a stretch of nothing', atMinute: 35, want: 0 },
    { given: 'the moment before a jump', atMinute: 39.9999, want: 0 },
    { given: 'a jump', atMinute: 40, want: 100 },
    { given: 'the time after its last point', atMinute: 500, want: 100 },
  ])('is $want in $given', ({ atMinute, want }) => {
    expect(new Curve(SALE, 1, 1).at(atMinute * MINUTE_MS)).toBeCloseTo(want, 9);
  });

  it('is flat before a first point that comes late', () => {
    const late = new Curve(
      [
        { atMinute: 5, value: 7 },
        { atMinute: 6, value: 9 },
      ],
      1,
      1,
    );
    expect([late.at(0), late.at(5 * MINUTE_MS), late.whenArea(70)]).toEqual([7, 7, 10]);
  });

  it('is squeezed by speed and multiplied by its factor', () => {
    const squeezed = new Curve(SALE, 60, 0.5);
    expect([squeezed.at(5000), squeezed.at(10_000), squeezed.at(40_000), squeezed.max]).toEqual([
      50, 100, 50, 100,
    ]);
  });

  it('knows its highest value, wherever it stands', () => {
    expect(new Curve(SALE, 1, 10).max).toBe(2000);
  });

  it('needs a point', () => {
    expect(() => new Curve([], 1, 1)).toThrow('a curve needs at least one point');
  });
});

describe("the inverse of a curve's area", () => {
  it.each([
    { given: 'half of a ramp up, which is a quarter of its area', area: 250, want: 5 },
    { given: 'a whole ramp', area: 1000, want: 10 },
    { given: 'a level stretch', area: 2000, want: 15 },
    { given: 'a ramp down', area: 3750, want: 25 },
    { given: 'all there is before a stretch of nothing', area: 4000, want: 30 },
    { given: 'what comes after it', area: 4100, want: 41 },
  ])('is the time in $given', ({ area, want }) => {
    expect(new Curve(SALE, 1, 1).whenArea(area * MINUTE_MS)).toBeCloseTo(want * MINUTE_MS, 3);
  });

  it('is never, once the curve is zero for good', () => {
    const ending = new Curve(SALE.slice(0, 4), 1, 1);
    expect(ending.whenArea(4001 * MINUTE_MS)).toBe(Number.POSITIVE_INFINITY);
    expect(new Curve([{ atMinute: 0, value: 0 }], 1, 1).whenArea(1)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is the inverse, for any curve', () => {
    fc.assert(
      // Not the whole area: under a curve that ends with nothing, one rounding more is never reached.
      fc.property(points, fc.double({ min: 1e-6, max: 1 - 1e-9, noNaN: true }), (curvePoints, part) => {
        const lastMs = curvePoints.at(-1)!.atMinute * MINUTE_MS;
        const total = areaUnder(curvePoints, lastMs + 10 * MINUTE_MS);
        fc.pre(total > 0);
        const area = total * part;
        const ms = new Curve(curvePoints, 1, 1).whenArea(area);
        expect(Math.abs(areaUnder(curvePoints, ms) - area)).toBeLessThanOrEqual(1e-9 * total);
      }),
    );
  });

  it('never goes back as the area grows', () => {
    fc.assert(
      fc.property(
        points,
        fc.array(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), { minLength: 2 }),
        (curvePoints, parts) => {
          const curve = new Curve(curvePoints, 1, 1);
          const times = parts.sort((a, b) => a - b).map((part) => curve.whenArea(part));
          expect(times.every((ms, i) => i === 0 || ms >= times[i - 1]! - 1e-6)).toBe(true);
        },
      ),
    );
  });
});
