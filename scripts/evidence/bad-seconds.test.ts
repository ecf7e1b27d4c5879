import { describe, expect, it } from 'vitest';
import {
  isBadSecond,
  outagesInWords,
  secondsBetweenMax,
  secondsBetweenMin,
  secondsToProve,
} from './bad-seconds.ts';

describe('a second', () => {
  const RUN_SECONDS = 120;
  const isBad = (answers: number, bad: number, isSilent = false) =>
    isBadSecond({ answers, bad, isSilent }, 0.99, RUN_SECONDS);

  it.each([
    { answers: 1734, bad: 1734, want: true },
    { answers: 1734, bad: 347, want: true },
    { answers: 1734, bad: 17, want: false },
    // Twice the budget happens in one second of four hundred, so in some second of most runs.
    { answers: 1734, bad: 31, want: false },
    { answers: 30, bad: 30, want: true },
    { answers: 30, bad: 2, want: false },
    { answers: 30, bad: 0, want: false },
    { answers: 29, bad: 29, want: null },
    { answers: 0, bad: 0, want: null },
  ])('with $bad bad of $answers answers is bad: $want', ({ answers, bad, want }) => {
    expect(isBad(answers, bad)).toBe(want);
  });

  it('is bad when nothing was answered, however little was due', () => {
    expect(isBad(0, 0, true)).toBe(true);
  });
});

describe('the time between bad seconds', () => {
  it.each([
    // The rule of three, and the exact bounds of a Poisson mean: 2.996, 4.744 and 10.513 for 0, 1 and 5.
    { judged: 120, bad: 0, min: 40.06, max: Number.POSITIVE_INFINITY },
    { judged: 120, bad: 1, min: 25.3, max: 2339.5 },
    { judged: 120, bad: 5, min: 11.41, max: 60.91 },
    { judged: 120, bad: 120, min: 0.854, max: 1.17 },
    { judged: 0, bad: 0, min: 0, max: Number.POSITIVE_INFINITY },
  ])('is at least $min and at most $max s after $bad bad of $judged', ({ judged, bad, min, max }) => {
    expect(secondsBetweenMin({ judged, bad })).toBeCloseTo(min, 1);
    const most = secondsBetweenMax({ judged, bad });
    if (Number.isFinite(max)) expect(most / max).toBeCloseTo(1, 2);
    else expect(most).toBe(max);
  });

  it('takes three times as many seconds to prove, none of them bad', () => {
    expect(secondsToProve(40)).toBe(120);
    expect(secondsBetweenMin({ judged: secondsToProve(40), bad: 0 })).toBeGreaterThanOrEqual(40);
    expect(secondsBetweenMin({ judged: secondsToProve(40) - 1, bad: 0 })).toBeLessThan(40);
  });

  it('is said in words', () => {
    expect(outagesInWords({ judged: 120, bad: 0 })).toBe(
      'no bad second in 120: outages of a second come less often than every 40 s, 95 %',
    );
    expect(outagesInWords({ judged: 120, bad: 1 })).toBe(
      '1 bad second in 120: at worst one every 25.2 s, 95 %',
    );
    expect(outagesInWords({ judged: 2, bad: 0 })).toBe(null);
    expect(outagesInWords({ judged: 0, bad: 0 })).toBe(null);
  });
});
