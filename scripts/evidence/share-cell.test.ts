import { describe, expect, it } from 'vitest';
import { WHOLE_RUN } from './place.ts';
import { atMostCell, type Known, shareCell } from './share-cell.ts';

const TARGET = 0.99;
const known = (deff: number, judged = 120, bad = 0, more: Partial<Known> = {}): Known => ({
  own: 0,
  spread: { deff, seconds: { judged, bad } },
  ...more,
});
const cell = (bad: number, n: number, than: Known) => shareCell(WHOLE_RUN, true, n - bad, n, TARGET, than);

describe('a sampled share', () => {
  it('is proven with fewer samples when its bad answers came together', () => {
    expect(cell(60, 10_000, known(1)).state).toBe('pass');
    const together = cell(60, 10_000, known(20));
    expect(together).toMatchObject({ state: 'not-proven', figure: 0.994, n: 10_000, sample: { deff: 20 } });
    expect(together.reason).toMatch(/because the bad ones came together \(deff 20\)$/);
  });

  it('fails on its own samples, however its bad answers came', () => {
    expect(cell(250, 10_000, known(1))).toMatchObject({ state: 'fail' });
    expect(cell(250, 10_000, known(250))).toMatchObject({
      state: 'fail',
      upper: cell(250, 10_000, known(1)).upper,
    });
  });

  it('with a maximum is judged by the same bounds from the other side', () => {
    for (const [bad, deff] of [
      [60, 1],
      [60, 20],
      [250, 250],
      [0, 1],
    ] as const) {
      const least = cell(bad, 10_000, known(deff));
      const most = atMostCell(WHOLE_RUN, true, bad, 10_000, 1 - TARGET, known(deff));
      expect(most.state).toBe(least.state);
      expect(most.upper).toBeCloseTo(1 - least.lower!, 9);
      expect(most.lower).toBeCloseTo(1 - least.upper!, 9);
      expect(most.sample).toEqual(least.sample);
    }
  });

  it('that nobody read by the second in full is not proven, even if nothing was bad', () => {
    const unread: Known = { own: 0, spread: 'unread' };
    expect(cell(1, 10_000, unread)).toMatchObject({
      state: 'not-proven',
      reason: 'its seconds were not read whole',
    });
    expect(cell(0, 10_000, unread).state).toBe('not-proven');
    expect(cell(500, 10_000, unread).state).toBe('fail');
  });

  it('says how likely so few good answers are at exactly the target', () => {
    // P(X ≥ 2) of 100 at 1 %: 1 − 0.99¹⁰⁰ − 100 × 0.01 × 0.99⁹⁹.
    expect(cell(2, 100, known(1)).sample!.chance).toBeCloseTo(1 - 0.99 ** 100 - 0.99 ** 99, 9);
    expect(cell(0, 100, known(1)).sample!.chance).toBe(1);
  });
});

describe('a share that must exclude outages', () => {
  const excluding = (everySecondsMin: number, judged: number, bad: number, badAnswers = 0) =>
    cell(badAnswers, 10_000, known(1, judged, bad, { outages: { everySecondsMin } }));

  it.each([
    { every: 40, judged: 120, bad: 0, want: 'pass' },
    { every: 40, judged: 119, bad: 0, want: 'not-proven' },
    { every: 40, judged: 120, bad: 1, want: 'not-proven' },
    // The exact bound for one bad second is 4.744.
    { every: 40, judged: 190, bad: 1, want: 'pass' },
    { every: 40, judged: 120, bad: 10, want: 'fail' },
  ])('of every $every s is $want with $bad bad seconds of $judged', ({ every, judged, bad, want }) => {
    expect(excluding(every, judged, bad).state).toBe(want);
  });

  it('says what was seen and what was asked', () => {
    expect(excluding(40, 120, 0).reason).toBe(
      'at least 99.97 %; no bad second in 120: outages of a second come less often than every 40 s, 95 %',
    );
    expect(excluding(40, 120, 1).reason).toBe(
      'outages must come less often than every 40 s; seen: 1 bad second in 120: at worst one every 25.2 s, 95 %',
    );
  });

  it('is not proven where its seconds were read against another target, or not at all', () => {
    const outages = { everySecondsMin: 40 };
    for (const spread of ['unread', 'none', { deff: 1, seconds: null }] as const)
      expect(cell(0, 10_000, { own: 0, spread, outages }).state).toBe('not-proven');
  });
});

it('a share that reached its target proves nothing if more than one in twenty of its answers were the generator’s own', () => {
  const place = { phase: null, step: null, region: null };
  const cell = (own: number) => shareCell(place, true, 10_000, 10_000, 0.99, { own, spread: 'none' });
  expect(cell(526).state).toBe('pass');
  expect(cell(527)).toMatchObject({
    state: 'not-proven',
    reason: "5.007 % of its answers are left out as the generator's own, and at most 5 % may be",
  });
  // What failed has failed.
  expect(shareCell(place, true, 100, 10_000, 0.99, { own: 9999, spread: 'none' }).state).toBe('fail');
});
