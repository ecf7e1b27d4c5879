/** Whether the intervals hold what they say, by drawing runs whose truth is known. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOfBad } from '../evidence/binomial.ts';
import { holm } from '../evidence/holm.ts';
import { chanceAbove, studentQuantile } from '../evidence/student.ts';
import { CALM_TIMES, runWith, timesDrawn } from '../workshop/testing/compared-runs.ts';
import { drawsOf } from '../workshop/testing/seeded-draws.ts';
import { blockDifference } from './block-difference.ts';
import { shareDifference } from './share-difference.ts';
import { compareTimes } from './step-blocks.ts';
import { stepDown } from './step-down.ts';

const DRAWN = 400;

describe("Student's t", () => {
  it.each([
    // Tables of the distribution, such as Pearson & Hartley's.
    { alpha: 0.05, freedom: 4, want: 2.132 },
    { alpha: 0.025, freedom: 15, want: 2.131 },
    { alpha: 0.001, freedom: 10, want: 4.144 },
  ])('is above $want with a chance of $alpha at $freedom degrees of freedom', ({ alpha, freedom, want }) => {
    expect(studentQuantile(alpha, freedom)).toBeCloseTo(want, 2);
    expect(chanceAbove(studentQuantile(alpha, freedom), freedom)).toBeCloseTo(alpha, 9);
  });
});

describe('the difference of two shares', () => {
  const counted = fc
    .record({ n: fc.integer({ min: 1, max: 100_000 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ n, share }) => ({ bad: Math.floor(n * share), n, deff: 1 }));

  it('changes its sign, and its bounds their places, when the sides are swapped', () => {
    fc.assert(
      fc.property(counted, counted, (one, other) => {
        const [there, back] = [shareDifference(one, other), shareDifference(other, one)];
        expect(back.difference).toBeCloseTo(-there.difference, 12);
        expect(back.boundsAt(0.01).lower).toBeCloseTo(-there.boundsAt(0.01).upper, 9);
      }),
    );
  });

  it('of a run with itself is none at any level', () => {
    fc.assert(
      fc.property(counted, fc.double({ min: 1e-6, max: 0.4, noNaN: true }), (one, alpha) => {
        const { lower, upper } = shareDifference(one, one).boundsAt(alpha);
        expect(lower).toBeLessThanOrEqual(0);
        expect(upper).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each([
    { share: 0.001, n: 5000 },
    { share: 0.0002, n: 20_000 },
    { share: 0.02, n: 3000 },
    { share: 0.3, n: 400 },
  ])('lies beyond a 5 % bound in at most some 5 % of pairs at $share of $n', ({ share, n }) => {
    const draws = drawsOf(99);
    let beyond = 0;
    for (let i = 0; i < 2 * DRAWN; i++) {
      const [one, other] = [draws.binomial(n, share), draws.binomial(n, share)];
      const known = shareDifference({ bad: one, n, deff: 1 }, { bad: other, n, deff: 1 });
      if (known.boundsAt(0.05).lower > 0) beyond++;
    }
    // Three standard deviations above 5 %: exact bounds are cautious, so it is less in truth.
    expect(beyond / (2 * DRAWN)).toBeLessThan(0.073);
  });

  it('is not shown by one bad second alone, though all its answers were bad', () => {
    const calm = { bad: 0, n: 12_000, deff: 1 };
    const oneBadSecond = { bad: 100, n: 12_000, deff: 100 };
    expect(chanceOfBad(100, 12_000, 0.001)).toBeLessThan(1e-9);
    expect(shareDifference(calm, oneBadSecond).boundsAt(0.05).lower).toBeLessThanOrEqual(0);
  });

  it('is found in nine of ten pairs where it is as large as it says would show', () => {
    const [n, share] = [20_000, 0.01];
    const { wouldShowAt } = shareDifference({ bad: 200, n, deff: 1 }, { bad: 200, n, deff: 1 });
    const draws = drawsOf(7);
    let found = 0;
    for (let i = 0; i < DRAWN; i++) {
      const base = { bad: draws.binomial(n, share), n, deff: 1 };
      const head = { bad: draws.binomial(n, share + wouldShowAt(0.01)), n, deff: 1 };
      if (shareDifference(base, head).boundsAt(0.01).lower > 0) found++;
    }
    expect(found / DRAWN).toBeGreaterThan(0.85);
    expect(found / DRAWN).toBeLessThan(0.98);
  });

  it('is unknown without answers', () => {
    const none = { bad: 0, n: 0, deff: null };
    expect(shareDifference(none, { bad: 1, n: 10, deff: 1 }).boundsAt(0.05)).toEqual({
      lower: Number.NEGATIVE_INFINITY,
      upper: Number.POSITIVE_INFINITY,
    });
  });
});

describe('the difference of two means over blocks', () => {
  it('is unknown with fewer than five blocks that tell something', () => {
    const four = Array.from({ length: 4 }, (_, i) => ({ sum: i, weight: 1 }));
    const light = Array.from({ length: 9 }, () => ({ sum: 0, weight: 1e-6 }));
    expect(blockDifference(four).boundsAt(0.05).lower).toBe(Number.NEGATIVE_INFINITY);
    expect(blockDifference([...four, ...light]).boundsAt(0.05).lower).toBe(Number.NEGATIVE_INFINITY);
    expect(blockDifference([...four, { sum: 2, weight: 1 }]).boundsAt(0.05).lower).toBeGreaterThan(-10);
  });

  it.each([
    { what: 'independent seconds', correlation: 0, beyondMax: 0.08 },
    { what: 'seconds that hang together by a half', correlation: 0.5, beyondMax: 0.1 },
  ])('of two equal runs with $what lies beyond a 5 % bound about as often', ({ correlation, beyondMax }) => {
    const draws = drawsOf(618);
    let beyond = 0;
    for (let i = 0; i < DRAWN; i++) {
      const [base, head] = [1, 2].map(() =>
        runWith({ times: timesDrawn({ ...CALM_TIMES, correlation }, draws) }),
      ) as [ReturnType<typeof runWith>, ReturnType<typeof runWith>];
      const [whole] = compareTimes(base, head);
      const { lower, upper } = whole!.difference.boundsAt(0.05);
      if (lower > 0) beyond += 0.5;
      if (upper < 0) beyond += 0.5;
    }
    expect(beyond / DRAWN).toBeGreaterThan(0.02);
    expect(beyond / DRAWN).toBeLessThan(beyondMax);
  });
});

describe('stepping down', () => {
  it('shows exactly what Holm shows by chances', () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true }).map((u) => u ** 4);
    fc.assert(
      fc.property(fc.array(chance, { maxLength: 12 }), fc.constantFrom(0.05, 0.0025), (chances, alpha) => {
        expect(stepDown(chances, alpha, (each, level) => each <= level).shown).toEqual(holm(chances, alpha));
      }),
    );
  });
});
