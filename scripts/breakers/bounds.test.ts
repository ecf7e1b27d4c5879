import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpensWhen } from '../../scenarios/drills/breaker.ts';
import { CHANCE, chanceOfOpening, closesWithinMs, opensWithinMs, rateAtLeast, rateAtMost } from './bounds.ts';
import { callsForRun, chanceOfAtLeast, chanceOfAtMost, chanceOfSumUpTo0, meanForAtLeast } from './chances.ts';
import { resolved } from './presets.ts';

const ERROR = { failingShare: 1, failsAfterMs: 0, answeredWithinMs: 0 };
const HANG = { failingShare: 1, failsAfterMs: 10_000, answeredWithinMs: 0 };
const OPOSSUM = resolved({ preset: 'opossum' }).opens!;
const HYSTRIX: OpensWhen = {
  by: 'time-window',
  windowMs: 5000,
  bucketMs: 500,
  callsMin: 20,
  failedShare: 0.5,
  opensAtShare: false,
};
const FIVE: OpensWhen = { by: 'consecutive', failures: 5 };
const HUNDRED = resolved({ preset: 'resilience4j' }).opens!;
/** So many calls that chance hardly matters. */
const MANY = 1_000_000;

describe('the bound on the time to open', () => {
  it.each([
    // Half of the window's calls have failed after half of the window; and a bucket.
    { what: 'a window of 5 s', opens: HYSTRIX, failing: ERROR, want: 2500 + 500 },
    // facts: a hanging dependency opens opossum after its time-out and half of its window. The window falls back by 1 s.
    { what: 'opossum, hanging', opens: OPOSSUM, failing: HANG, want: 10_000 + 5000 + 1000 },
    { what: 'five in a row', opens: FIVE, failing: ERROR, want: 0 },
    { what: 'five in a row, hanging', opens: FIVE, failing: HANG, want: 10_000 },
    { what: 'a hundred calls', opens: HUNDRED, failing: ERROR, want: 0 },
  ])('is that of endless calls: $what', ({ opens, failing, want }) => {
    const bound = opensWithinMs(opens, MANY, failing, MANY)!;
    expect(bound).toBeGreaterThanOrEqual(want);
    expect(bound).toBeLessThan(want + 150);
  });

  it('is the time of so many calls where they are few: P(Poisson(λt) < 5) is below half of a millionth', () => {
    const seconds = opensWithinMs(FIVE, 10, ERROR)! / 1000;
    const atMost4 = [0, 1, 2, 3, 4].reduce((sum, k) => sum + (10 * seconds) ** k / [1, 1, 2, 6, 24][k]!, 0);
    expect(Math.exp(-10 * seconds) * atMost4).toBeLessThan(CHANCE / 2);
  });

  it('needs no fewer calls than the breaker does, unless it has counted them before', () => {
    const [cold, warm] = [0, 100].map((before) => opensWithinMs(HUNDRED, 10, ERROR, before)!);
    expect(cold).toBeGreaterThan(10_000);
    expect(warm).toBeLessThan(cold!);
  });

  it('is none without calls, or where no more fail than it takes', () => {
    for (const opens of [HYSTRIX, HUNDRED]) {
      expect(opensWithinMs(opens, 0, ERROR)).toBeNull();
      expect(opensWithinMs(opens, 100, { ...ERROR, failingShare: 0.4 })).toBeNull();
    }
    expect(
      opensWithinMs({ by: 'consecutive', failures: 50 }, 100, { ...ERROR, failingShare: 0.5 }),
    ).toBeNull();
  });

  it('is never longer with more calls, and never shorter with fewer failures', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(HYSTRIX, OPOSSUM, FIVE, HUNDRED),
        fc.double({ min: 1, max: 500, noNaN: true }),
        fc.double({ min: 0.55, max: 0.99, noNaN: true }),
        (opens, rate, failingShare) => {
          const at = (perSecond: number, share: number): number =>
            opensWithinMs(opens, perSecond, { ...ERROR, failingShare: share }) ?? Number.POSITIVE_INFINITY;
          // A step of the search, or a window more.
          expect(at(2 * rate, failingShare)).toBeLessThanOrEqual(at(rate, failingShare) + 100);
          expect(at(rate, 1)).toBeLessThanOrEqual(at(rate, failingShare) + 100);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('the bound on the time to close', () => {
  const breaker = resolved({ preset: 'opossum', timeoutMs: 400, openMs: 6000 });

  it('is time-out, open time, the arrival of a probe, and its answer', () => {
    expect(closesWithinMs(breaker, MANY, 400, 1)).toBeCloseTo(400 + 6000 + 400, 0);
    const arrival = closesWithinMs(breaker, 10, 400, 1)! - 6800;
    expect(Math.exp((-10 * arrival) / 1000)).toBeCloseTo(CHANCE / 2, 10);
  });

  it('waits for all probes, and for those of the episode at the fault’s end', () => {
    const ten = { ...breaker, probesMax: 10 };
    expect(closesWithinMs(ten, 10, 400, 1)!).toBeGreaterThan(closesWithinMs(breaker, 10, 400, 1)! + 2000);
  });

  it('grows with each ejection of Envoy, up to its limit, and waits for its sweep', () => {
    const envoy = resolved({ preset: 'envoy' });
    expect([1, 2, 20].map((openings) => closesWithinMs(envoy, 0, 0, openings))).toEqual([
      40_000, 70_000, 310_000,
    ]);
  });

  it('is none where nobody says how long it is open, or no call comes', () => {
    expect(closesWithinMs(resolved({ preset: 'sentinel' }), 10, 400, 1)).toBeNull();
    expect(closesWithinMs(breaker, 0, 400, 1)).toBeNull();
  });
});

describe('the chance that a right breaker opens', () => {
  const CALLS = { calls: 1000, callsPerSecond: 50, callsBefore: 500 };

  it('is small far from the threshold, and no proof near it', () => {
    for (const opens of [HYSTRIX, HUNDRED]) {
      expect(chanceOfOpening(opens, 0.05, CALLS)).toBeLessThan(CHANCE);
      expect(chanceOfOpening(opens, 0.45, CALLS)).toBeGreaterThan(CHANCE);
      expect(chanceOfOpening(opens, 0.6, CALLS)).toBe(1);
      expect(chanceOfOpening(opens, 0, CALLS)).toBe(0);
    }
    expect(chanceOfOpening(FIVE, 0.1, CALLS)).toBeCloseTo(0.01);
  });
});

describe('bounds of chances', () => {
  const poisson = (mean: number, count: number): number => {
    let term = Math.exp(-mean);
    let sum = term;
    for (let k = 1; k <= count; k++) sum += term *= mean / k;
    return sum;
  };

  it('are never below the true ones', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 60, noNaN: true }),
        fc.integer({ min: 0, max: 80 }),
        (mean, count) => {
          expect(chanceOfAtMost(count, mean)).toBeGreaterThanOrEqual(poisson(mean, count) - 1e-9);
          expect(chanceOfAtLeast(count, mean)).toBeGreaterThanOrEqual(
            count === 0 ? 1 : 1 - poisson(mean, count - 1) - 1e-9,
          );
        },
      ),
    );
  });

  it('of a sum with one part are those of a count', () => {
    expect(chanceOfSumUpTo0([{ mean: 10, weight: 1 }])).toBeCloseTo(Math.exp(-10), 12);
    expect(
      chanceOfSumUpTo0([
        { mean: 1, weight: 1 },
        { mean: 1, weight: -1 },
      ]),
    ).toBe(1);
  });

  it('say from which mean on so few events are too rare', () => {
    expect(chanceOfAtMost(9, meanForAtLeast(10, CHANCE))).toBeCloseTo(CHANCE, 12);
  });

  it('say how many calls a run takes: by hand for two in a row at one half', () => {
    // No run of two in k: Fibonacci(k + 2) of 2ᵏ ways; 8 of 16 for four calls, 13 of 32 for five.
    expect(callsForRun(2, 0.5, 0.5)).toBe(4);
    expect(callsForRun(2, 0.5, 0.45)).toBe(5);
    expect(callsForRun(3, 1, CHANCE)).toBe(3);
  });

  it('enclose the rate behind a count', () => {
    const counted = { calls: 600, seconds: 10 };
    expect(rateAtLeast(counted)).toBeLessThan(60);
    expect(rateAtLeast(counted)).toBeGreaterThan(45);
    expect(rateAtMost(counted)).toBeGreaterThan(60);
    expect(rateAtMost(counted)).toBeLessThan(76);
    expect(rateAtLeast({ calls: 0, seconds: 10 })).toBe(0);
  });
});
