/**
 * Adds up the seconds of a run, place by place, into what `observations.dispersion` keeps. It holds one second at a time, so a day
 * needs no more memory than a minute.
 */
import { isBadSecond, JUDGED_MIN } from './bad-seconds.ts';
import { type Answer, INDICATORS, type IndicatorName, isCounted } from './indicators.ts';
import type { Dispersion } from './observations.ts';
import type { Place } from './place.ts';

/** A share that an objective judges: which one, of which step (`null`: of every step), against which target. */
export interface Watched {
  readonly indicator: IndicatorName;
  readonly step: string | null;
  readonly targetShare: number;
}

interface Where {
  readonly phase: string;
  readonly step: string;
  readonly region: string;
  /** In whose window. Left out: in none. */
  readonly drill?: string;
}
export type AnswerSeries = Where & Answer;

/** What one share had at one place: in this second, and so far. */
type Sums = { -readonly [Key in keyof Dispersion]: Dispersion[Key] } & {
  now: { answers: number; bad: number; ended: number; due: number };
  wasSilent: boolean;
};

export class GatherDispersion {
  private readonly secondsInAll: number;
  private readonly byPlace = new Map<string, Sums>();
  private readonly answersTo: readonly (readonly { sums: Sums; counts: boolean; isBad: boolean }[])[];
  private readonly dueAt: readonly (readonly Sums[])[];

  /**
   * @param answers the series of answers, and `due` those of requests, in the order in which `add` gets them
   * @param secondsInAll how many seconds the run has
   */
  constructor(
    watched: readonly Watched[],
    answers: readonly AnswerSeries[],
    due: readonly Where[],
    secondsInAll: number,
  ) {
    this.secondsInAll = secondsInAll;
    const isSplit = new Set([...answers, ...due].map(({ region }) => region)).size > 1;
    const sumsAt = (where: Where): readonly Sums[] => {
      const around = watched
        .filter(({ step }) => step === null || step === where.step)
        .flatMap((watch) =>
          placesAround(where, watch, isSplit).map((place) => this.sumsOf(watch, place, where.drill)),
        );
      // A share of every step is also judged at each of them, where another may be about this step alone.
      return [...new Set(around)];
    };
    this.answersTo = answers.map((series) =>
      sumsAt(series).map((sums) => ({
        sums,
        counts: isCounted(sums.indicator, series),
        isBad: INDICATORS[sums.indicator].isBad(series),
      })),
    );
    this.dueAt = due.map(sumsAt);
  }

  /** Adds a second: how much each series of answers, and of requests due, grew in it. */
  add(answers: ArrayLike<number>, due: ArrayLike<number>): void {
    this.dueAt.forEach((all, i) => {
      for (const { now } of all) now.due += due[i]!;
    });
    this.answersTo.forEach((all, i) => {
      const count = answers[i]!;
      if (count === 0) return;
      for (const { sums, counts, isBad } of all) {
        sums.now.ended += count;
        if (counts) sums.now.answers += count;
        if (counts && isBad) sums.now.bad += count;
      }
    });
    for (const sums of this.byPlace.values()) this.endSecond(sums);
  }

  /** Of every place with an answer or a bad second. */
  dispersion(): readonly Dispersion[] {
    return [...this.byPlace.values()]
      .filter(({ seconds, secondsJudged }) => seconds > 0 || secondsJudged > 0)
      .map(({ now, wasSilent, ...kept }) => kept);
  }

  private endSecond(sums: Sums): void {
    const { answers, bad, ended, due } = sums.now;
    sums.now = { answers: 0, bad: 0, ended: 0, due: 0 };
    const isSilent = ended === 0 && due >= JUDGED_MIN;
    const isBad = isBadSecond(
      { answers, bad, isSilent: isSilent && sums.wasSilent },
      sums.targetShare,
      this.secondsInAll,
    );
    sums.wasSilent = isSilent;
    if (isBad !== null) sums.secondsJudged++;
    if (isBad === true) sums.secondsBad++;
    if (answers === 0) return;
    sums.seconds++;
    sums.answers += answers;
    sums.bad += bad;
    sums.badSquared += bad * bad;
    sums.badTimesAnswers += bad * answers;
    sums.answersSquared += answers * answers;
  }

  private sumsOf({ indicator, targetShare }: Watched, place: Place, drill: string | undefined): Sums {
    const key = JSON.stringify([place.phase, place.step, place.region, indicator, targetShare, drill]);
    const known = this.byPlace.get(key);
    if (known !== undefined) return known;
    const zero = { seconds: 0, answers: 0, bad: 0, badSquared: 0, badTimesAnswers: 0, answersSquared: 0 };
    const kept = {
      ...(drill === undefined ? {} : { drill }),
      ...{ ...place, indicator, targetShare, ...zero, secondsJudged: 0, secondsBad: 0 },
    };
    const sums = { ...kept, now: { answers: 0, bad: 0, ended: 0, due: 0 }, wasSilent: false };
    this.byPlace.set(key, sums);
    return sums;
  }
}

/** Every place that a share is judged at and that takes in a phase, step and region. */
function placesAround({ phase, step, region }: Where, watch: Watched, isSplit: boolean): readonly Place[] {
  const phases = [null, phase];
  const steps = watch.step === null ? [null, step] : [step];
  const regions = isSplit ? [null, region] : [null];
  return phases.flatMap((p) => steps.flatMap((s) => regions.map((r) => ({ phase: p, step: s, region: r }))));
}
