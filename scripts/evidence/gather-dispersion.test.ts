import { describe, expect, it } from 'vitest';
import { type AnswerSeries, GatherDispersion, type Watched } from './gather-dispersion.ts';
import type { Dispersion } from './observations.ts';

const LATE: Watched = { indicator: 'late', step: null, targetShare: 0.99 };
const FAILED: Watched = { indicator: 'failed', step: 'coupon.redeem', targetShare: 0.998 };
const REDEEM = { phase: 'burst', step: 'coupon.redeem' } as const;

const series = (change: Partial<AnswerSeries> = {}): AnswerSeries => ({
  ...REDEEM,
  region: 'east',
  outcome: 'ok',
  within: 'true',
  ...change,
});
const at = (
  all: readonly Dispersion[],
  indicator: Dispersion['indicator'],
  place: { phase?: string; step?: string; region?: string } = {},
): Dispersion | undefined =>
  all.find(
    (each) =>
      each.indicator === indicator &&
      each.phase === (place.phase ?? null) &&
      each.step === (place.step ?? null) &&
      each.region === (place.region ?? null),
  );

describe('the seconds of a run', () => {
  it('add up at every place that takes them in', () => {
    const north = series({ region: 'north' });
    const gather = new GatherDispersion([LATE], [series(), north, series({ within: 'false' })], [], 2);
    gather.add([100, 50, 0], []);
    gather.add([90, 40, 10], []);
    const all = gather.dispersion();
    const whole = { seconds: 2, answers: 290, bad: 10, badSquared: 100, badTimesAnswers: 1400 };
    const sums = { ...whole, answersSquared: 150 ** 2 + 140 ** 2 };
    expect(at(all, 'late')).toMatchObject(sums);
    expect(at(all, 'late', REDEEM)).toMatchObject(sums);
    expect(at(all, 'late', { region: 'north' })).toMatchObject({ answers: 90, bad: 0, badSquared: 0 });
    expect(at(all, 'late', { ...REDEEM, region: 'east' })).toMatchObject({ answers: 200, bad: 10 });
    // Whole run, phase, step and phase · step; and each of them in both regions.
    expect(all).toHaveLength(4 * 3);
  });

  it('count once where a share of every step and a share of one step have the same target', () => {
    const ofStep: Watched = { ...LATE, step: REDEEM.step };
    const gather = new GatherDispersion([LATE, ofStep], [series()], [], 1);
    gather.add([100], []);
    expect(at(gather.dispersion(), 'late', REDEEM)).toMatchObject({ answers: 100, seconds: 1 });
  });

  it('are not split by region where there is one', () => {
    const gather = new GatherDispersion([LATE], [series()], [], 1);
    gather.add([100], []);
    expect(gather.dispersion()).toHaveLength(4);
  });

  it('count for each share only what it counts, and never what was the generator’s own', () => {
    const answers = [
      series({ outcome: 'failed', within: 'true' }),
      series({ outcome: 'failed', within: 'own' }),
      series({ outcome: 'ok', within: 'own' }),
      series({ outcome: 'ok', within: 'false' }),
      series({ outcome: 'refused' }),
      series({ outcome: 'stopped' }),
    ];
    const gather = new GatherDispersion([LATE, FAILED], answers, [], 1);
    gather.add([1, 10, 100, 1000, 10_000, 100_000], []);
    const all = gather.dispersion();
    expect(at(all, 'late')).toMatchObject({ answers: 11_001, bad: 1001 });
    expect(at(all, 'failed', { step: 'coupon.redeem' })).toMatchObject({ answers: 1001, bad: 1 });
    expect(at(all, 'failed')).toBe(undefined);
  });

  it('are bad one by one, and small ones are neither bad nor counted', () => {
    const gather = new GatherDispersion([LATE], [series(), series({ outcome: 'failed' })], [], 5);
    for (const second of [
      [1000, 0],
      [0, 1000],
      [10, 15],
      [0, 29],
      [20, 30],
    ])
      gather.add(second, []);
    expect(at(gather.dispersion(), 'late')).toMatchObject({ seconds: 5, secondsJudged: 3, secondsBad: 2 });
  });

  it('are bad when two in a row had requests due and no answer at all', () => {
    const due = [{ ...REDEEM, region: 'east' }];
    const gather = new GatherDispersion([LATE], [series()], due, 6);
    const seconds = [
      { answers: 100, due: 100 },
      // Answers are counted up to a second after the requests, so one second alone proves nothing.
      { answers: 0, due: 100 },
      { answers: 200, due: 100 },
      { answers: 0, due: 100 },
      { answers: 0, due: 100 },
      { answers: 0, due: 100 },
    ];
    for (const second of seconds) gather.add([second.answers], [second.due]);
    expect(at(gather.dispersion(), 'late')).toMatchObject({ secondsJudged: 4, secondsBad: 2 });
  });

  it('stay small: a day of 480 cells is kept in as little as ten minutes of them', () => {
    const CELLS = 480;
    const REGIONS = ['east', 'south', 'north'];
    const answers = Array.from({ length: CELLS / REGIONS.length }, (_, i) =>
      REGIONS.map((region) => series({ phase: `phase-${i % 5}`, step: `step-${i}`, region })),
    ).flat();
    const bytesAfter = (seconds: number): number => {
      const gather = new GatherDispersion([LATE], answers, answers, seconds);
      const counts = new Float64Array(answers.length).fill(12);
      for (let second = 0; second < seconds; second++) gather.add(counts, counts);
      return JSON.stringify(gather.dispersion()).length;
    };
    const MEGABYTE = 2 ** 20;
    const short = bytesAfter(60);
    const long = bytesAfter(600);
    expect(long / short).toBeLessThan(1.1);
    // Only digits are added: a day is two more of them in each sum.
    expect(long).toBeLessThan(MEGABYTE / 2);
  });
});
