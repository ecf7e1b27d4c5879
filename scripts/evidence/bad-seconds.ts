/**
 * What a run without an outage shows. An outage that did not happen leaves nothing to measure, however many requests there
 * were: it can only be said in time. Bad seconds are counted as a Poisson process, so after T seconds without one, they come
 * less often than every T ÷ 3 seconds, with 95 % confidence (the rule of three: Hanley & Lippman-Hand, "If nothing goes wrong,
 * is everything all right?", JAMA 249, 1983).
 *
 * A second is bad when so many of its answers are bad that a target which just meets its share would show it in fewer than one
 * of twenty *runs*: the chance must be below 5 % ÷ the seconds of the run. Fewer than 30 answers are too few to judge. Such a
 * second is neither bad nor counted in T, so small seconds can neither fake an outage nor hide one.
 *
 * A second is also bad without any answer, if requests were due in it and in the second before, which had no answer either.
 * One second alone proves nothing: answers may be counted a second later than the requests.
 */
import { inFull, inShort, plural } from '../text/numbers.ts';
import { ALPHA, chanceOfBad } from './binomial.ts';

/** A second with fewer answers, or fewer requests due, is too small to judge. */
export const JUDGED_MIN = 30;

export interface SecondSeen {
  /** Answers in the share, and the bad ones among them. */
  readonly answers: number;
  readonly bad: number;
  /** Requests that were due, but nothing at all was answered. */
  readonly isSilent: boolean;
}

/**
 * @param targetShare of good answers
 * @param secondsInAll of the run
 * @returns null if it is too small to judge
 */
export function isBadSecond(
  { answers, bad, isSilent }: SecondSeen,
  targetShare: number,
  secondsInAll: number,
): boolean | null {
  if (isSilent) return true;
  if (answers < JUDGED_MIN) return null;
  const badShare = 1 - targetShare;
  return bad > answers * badShare && chanceOfBad(bad, answers, badShare) < ALPHA / Math.max(1, secondsInAll);
}

export interface SecondsJudged {
  readonly judged: number;
  readonly bad: number;
}

/** With 95 % confidence, bad seconds come less often than once in this many seconds; 0 when nothing is known. */
export const secondsBetweenMin = ({ judged, bad }: SecondsJudged): number => judged / poissonUpperBound(bad);

/** With 95 % confidence, bad seconds come more often than once in this many seconds; Infinity when nothing is known. */
export const secondsBetweenMax = ({ judged, bad }: SecondsJudged): number =>
  bad === 0 ? Number.POSITIVE_INFINITY : judged / poissonLowerBound(bad);

/** How many seconds without a bad one it takes to prove that they are this far apart: the rule of three. */
export const secondsToProve = (everySecondsMin: number): number => Math.ceil(3 * everySecondsMin);

/** Null when so few seconds were seen that they say nothing. */
export function outagesInWords(seconds: SecondsJudged): string | null {
  // Rounded down: nobody should read more into it than was shown.
  const everySeconds = Math.floor(10 * secondsBetweenMin(seconds)) / 10;
  if (everySeconds < 1) return null;
  const every = `every ${inShort(everySeconds)} s, 95 %`;
  return seconds.bad === 0
    ? `no bad second in ${inFull(seconds.judged)}: outages of a second come less often than ${every}`
    : `${plural(seconds.bad, 'bad second')} in ${inFull(seconds.judged)}: at worst one ${every}`;
}

/** The exact one-sided 95 % bounds of a Poisson mean of which `count` were seen (Garwood, Biometrika 28, 1936). */
const poissonUpperBound = (count: number): number =>
  bisect((mean) => chanceOfAtMost(count, mean) > ALPHA, count);
const poissonLowerBound = (count: number): number =>
  bisect((mean) => 1 - chanceOfAtMost(count - 1, mean) < ALPHA, 0, count);

function bisect(isBelow: (mean: number) => boolean, from: number, to = 2 * from + 10): number {
  let [low, high] = [from, to];
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return low;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
}

/** P(Poisson(mean) ≤ count), term by term. */
function chanceOfAtMost(count: number, mean: number): number {
  let logTerm = -mean;
  let sum = Math.exp(logTerm);
  for (let i = 1; i <= count; i++) {
    logTerm += Math.log(mean / i);
    sum += Math.exp(logTerm);
  }
  return sum;
}
