/**
 * What the seconds of one level tell: that it has settled and was held, that its backlog grows, or neither. Pure.
 *
 * Where it has settled is found by MSER: the seconds before are left out that make the mean of the others surest (White,
 * "An effective truncation heuristic for bias reduction in simulation output", Simulation 69, 1997). What is left must have no trend.
 *
 * A backlog is what was asked less what was answered. It is judged by its growth from second to second and not by its height: near full
 * use the height wanders, so a line through it shows trends that are none (Granger & Newbold, "Spurious regressions in econometrics", 1974).
 */
import { mean, scatterOf, squaresOf } from '../capacity/scatter.ts';
import { studentQuantile } from '../evidence/student.ts';

export interface SecondSeen {
  /** Requests that were to be sent in it. */
  readonly offered: number;
  readonly answered: number;
  /** Not failed, and within the plan's limit. */
  readonly good: number;
}

export type Told =
  | { readonly kind: 'held'; readonly from: number }
  | { readonly kind: 'growing'; readonly from: number; readonly perSecond: number }
  /** Neither: `why` in words. */
  | { readonly kind: 'unsettled'; readonly why: string };

/** One false alarm in a hundred levels costs a little precision, and no more. */
const ALPHA = 0.01;
/** A backlog that grows by less is lost in what a level may be off by anyway. */
const GROWTH_SHARE_MIN = 0.01;
/** A trend that moves the load by less than this over the stretch does no harm. */
const TREND_SHARE_MAX = 0.1;
/** Answers that differ from requests by more than this share, second by second, and by more than chance: the target stops and goes. */
const SCATTER_SHARE_MAX = 0.25;
/** Standard deviations of a count that nothing but chance moves (Poisson's). */
const SCATTER_BY_CHANCE = 2;
/** Below so many differences no test says anything. */
const SECONDS_MIN = 4;

/** @param holdSeconds for so long it must have been held */
export function toldBy(seconds: readonly SecondSeen[], holdSeconds: number): Told {
  const offered = seconds.map((second) => second.offered);
  const shortest = Math.max(SECONDS_MIN, holdSeconds);
  if (seconds.length < shortest)
    return { kind: 'unsettled', why: `it lasted ${seconds.length} s, and ${shortest} s are needed` };
  const answered = seconds.map((second) => second.answered);
  // Answers begin later than requests, by as much as the target takes: until then they are no backlog.
  const from = Math.max(settledFrom(offered, shortest), settledFrom(answered, shortest));
  const growth = growthOf(seconds.slice(from));
  if (growth !== null) return { kind: 'growing', from, perSecond: growth };
  if (hasTrend(offered.slice(from))) return { kind: 'unsettled', why: 'the load itself had not settled' };
  return staysApart(seconds.slice(from))
    ? {
        kind: 'unsettled',
        why: 'answers stop and go: neither do they keep up, nor does the backlog grow steadily',
      }
    : { kind: 'held', from };
}

/**
 * Whether it is certain before the level is over that its backlog grows. Asked again and again, so it asks for more: each of the seconds
 * has added to it.
 */
export function isSurelyGrowing(seconds: readonly SecondSeen[]): boolean {
  const last = seconds.slice(-SECONDS_MIN);
  return last.length === SECONDS_MIN && last.every((second) => grown(second) > 0) && growthOf(last) !== null;
}

const grown = ({ offered, answered }: SecondSeen): number => offered - answered;

/**
 * The first second of the stretch, at least so long, whose mean has the smallest standard error; or an earlier one whose error chance alone may have
 * made larger. Otherwise the calmest few seconds of a steady level would pass for its beginning.
 */
function settledFrom(values: readonly number[], shortest: number): number {
  const errors = Array.from({ length: values.length - shortest + 1 }, (_, first) => {
    const rest = values.slice(first);
    return squaresOf(rest) / rest.length ** 2;
  });
  const best = Math.min(...errors);
  return errors.findIndex((error) => error <= best * BY_CHANCE);
}
/** The variance of five seconds is, by chance alone, often half of what it should be. */
const BY_CHANCE = 2;

/** Requests a second; null: chance explains it, or it is too little to matter. */
function growthOf(seconds: readonly SecondSeen[]): number | null {
  const all = seconds.map(grown);
  const growth = mean(all);
  const error = scatterOf(all) / Math.sqrt(all.length);
  const isSure = growth > studentQuantile(ALPHA, all.length - 1) * error;
  const isMuch = growth > GROWTH_SHARE_MIN * mean(seconds.map(({ offered }) => offered));
  return isSure && isMuch ? growth : null;
}

/** A line through them moves by more than a tenth of their mean, and chance does not explain it. */
function hasTrend(values: readonly number[]): boolean {
  const middle = (values.length - 1) / 2;
  const spread = values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  const slope = values.reduce((sum, value, i) => sum + value * (i - middle), 0) / spread;
  const freedom = values.length - 2;
  const left = Math.max(0, squaresOf(values) - slope ** 2 * spread);
  const error = Math.sqrt(left / freedom / spread);
  return (
    Math.abs(slope) * values.length > TREND_SHARE_MAX * mean(values) &&
    Math.abs(slope) > studentQuantile(ALPHA / 2, freedom) * error
  );
}

function staysApart(seconds: readonly SecondSeen[]): boolean {
  const all = seconds.map(grown);
  const load = mean(seconds.map(({ offered }) => offered));
  const scatter = scatterOf(all);
  return scatter > Math.max(SCATTER_SHARE_MAX * load, SCATTER_BY_CHANCE * Math.sqrt(load));
}
