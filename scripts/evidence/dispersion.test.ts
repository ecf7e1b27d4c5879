import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawsOf } from '../workshop/testing/seeded-draws.ts';
import { deffOf, type SecondSums } from './dispersion.ts';

/** Seconds as [answers, bad answers]. */
type Seconds = readonly (readonly [answers: number, bad: number])[];

const sumsOf = (seconds: Seconds): SecondSums => {
  const sum = (of: (n: number, x: number) => number) => seconds.reduce((all, [n, x]) => all + of(n, x), 0);
  return {
    seconds: seconds.length,
    answers: sum((n) => n),
    bad: sum((_, x) => x),
    badSquared: sum((_, x) => x * x),
    badTimesAnswers: sum((n, x) => n * x),
    answersSquared: sum((n) => n * n),
  };
};

/** The definition, second by second. */
const directly = (seconds: Seconds): number => {
  const { answers: n, bad: x } = sumsOf(seconds);
  const r = x / n;
  const m = seconds.length;
  const scatter = seconds.reduce((all, [ni, xi]) => all + (xi - r * ni) ** 2, 0);
  return Math.max(1, ((m / (m - 1)) * scatter) / n ** 2 / ((r * (1 - r)) / n));
};

describe('the design effect', () => {
  it('is that of its definition, from sums alone', () => {
    const second = fc.integer({ min: 1, max: 3000 }).chain((n) => fc.tuple(fc.constant(n), fc.nat(n)));
    fc.assert(
      fc.property(fc.array(second, { minLength: 2, maxLength: 50 }), (seconds) => {
        const { answers, bad } = sumsOf(seconds);
        fc.pre(bad > 0 && bad < answers);
        expect(deffOf(sumsOf(seconds)) / directly(seconds)).toBeCloseTo(1, 6);
      }),
    );
  });

  it('is close to 1 for independent answers', () => {
    const { binomial } = drawsOf(1);
    const seconds = Array.from({ length: 2000 }, () => [1734, binomial(1734, 0.01)] as const);
    // The variance of 2,000 seconds is known to √(2 ÷ 2000); 4 σ of it.
    expect(deffOf(sumsOf(seconds))).toBeLessThan(1 + 4 * Math.sqrt(2 / 2000));
  });

  it('is as large as a second when whole seconds are bad', () => {
    const seconds = Array.from({ length: 100 }, (_, i) => [500, i === 7 ? 500 : 0] as const);
    expect(deffOf(sumsOf(seconds))).toBeCloseTo(500 * (100 / 99), 0);
  });

  it('is not made by seconds that differ in size alone', () => {
    const seconds = Array.from(
      { length: 100 },
      (_, i) => [i % 2 === 0 ? 1000 : 100, i % 2 === 0 ? 10 : 1] as const,
    );
    expect(deffOf(sumsOf(seconds))).toBe(1);
  });

  it.each([
    {
      what: 'no bad answer',
      seconds: [
        [9, 0],
        [9, 0],
      ],
    },
    {
      what: 'only bad answers',
      seconds: [
        [9, 9],
        [9, 9],
      ],
    },
    { what: 'one second', seconds: [[9, 3]] },
    { what: 'no answer', seconds: [] },
  ] satisfies { what: string; seconds: Seconds }[])('is 1 with $what', ({ seconds }) => {
    expect(deffOf(sumsOf(seconds))).toBe(1);
  });
});
