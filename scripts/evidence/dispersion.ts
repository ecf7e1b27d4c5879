/**
 * How the bad answers of a share lie in time. An outage makes all answers of a second bad together, so a thousand answers of
 * one bad second say little more than one. The design effect says how much less a sample tells than as many independent
 * ones: deff = variance of the ratio over the seconds ÷ binomial variance, and never below 1.
 *
 * The seconds are clusters of unequal size, so the variance is that of a ratio (linearised): with n answers and x bad ones in
 * each of m seconds and r = Σx ÷ Σn, it is m ÷ (m − 1) · Σ(x − r·n)² ÷ (Σn)². It needs only sums, so a day costs no more than a minute.
 *
 * No dispersion can be seen where no answer was bad: deff is 1 there, and bad-seconds.ts says in time what was not seen.
 *
 * @see Kish, "Survey Sampling", 1965: the design effect, and the variance of a ratio of clusters
 * @see Law & Kelton, "Simulation Modeling and Analysis", on batch means: why stretches of time, and not requests, are the sample
 */
import type { Dispersion } from './observations.ts';

/** Of the answers of one place by the second. */
export interface SecondSums {
  /** Seconds with an answer. */
  readonly seconds: number;
  readonly answers: number;
  readonly bad: number;
  readonly badSquared: number;
  readonly badTimesAnswers: number;
  readonly answersSquared: number;
}

/** How the answers of a share lie in time. */
export interface Spread {
  readonly deff: number;
  /** Seconds with enough answers to judge, and how many of them were bad. `null`: not against this target. */
  readonly seconds: { readonly judged: number; readonly bad: number } | null;
}

export function deffOf(sums: SecondSums): number {
  const { seconds: m, answers: n, bad: x, badSquared, badTimesAnswers, answersSquared } = sums;
  if (m < 2 || x <= 0 || x >= n) return 1;
  const r = x / n;
  const scatter = Math.max(0, badSquared - 2 * r * badTimesAnswers + r * r * answersSquared);
  const variance = ((m / (m - 1)) * scatter) / (n * n);
  return Math.max(1, variance / ((r * (1 - r)) / n));
}

export const spreadOf = (dispersion: Dispersion): Spread => ({
  deff: deffOf(dispersion),
  seconds: { judged: dispersion.secondsJudged, bad: dispersion.secondsBad },
});
