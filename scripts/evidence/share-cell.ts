/**
 * A sampled share at one place of the run, judged by exact one-sided 95 % bounds. For a minimum: `pass` if the lower bound
 * reaches it, `fail` if the upper bound is below it, else not proven. For a maximum it is the other way round.
 *
 * The two bounds count differently. What is proven must hold for more than this run, so its bound takes the samples as n ÷ deff
 * independent ones (dispersion.ts). What failed has failed in this run, so its bound takes them as they are: three dead seconds
 * are no less bad because they came together.
 *
 * Each cell is judged here by itself. The cells that the plan requires decide as they are: a run passes only if all of them do,
 * and that needs no correction. All others together may fail a run only after one: see scripts/verdict/correction.ts.
 */
import { inFull, inPercent, inPercentUp, inShort } from '../text/numbers.ts';
import { outagesInWords, secondsBetweenMax, secondsBetweenMin, secondsToProve } from './bad-seconds.ts';
import { chanceOfBad, effectiveLowerBound, lowerBound, samplesToProve, upperBound } from './binomial.ts';
import type { Cell } from './cell.ts';
import type { Spread } from './dispersion.ts';
import type { Place } from './place.ts';
import type { Sample } from './sample.ts';

/** What an objective may ask of the outages in a share. */
export interface OutagesAllowed {
  /** Bad seconds must come less often than once in this many seconds. */
  readonly everySecondsMin: number;
}

/** What else is known of a share than its counts, and what is asked of it besides its target. */
export type Known = Pick<Sample, 'own' | 'spread'> & { readonly outages?: OutagesAllowed | undefined };
const NOTHING_ELSE: Known = { own: 0, spread: 'none' };

/** A sampled share that must be at least `target`. */
export function shareCell(
  place: Place,
  required: boolean,
  good: number,
  n: number,
  target: number,
  known: Known = NOTHING_ELSE,
): Cell {
  const bad = n - good;
  const bounds = { lower: effectiveLowerBound(good, n, deffOf(known)), upper: upperBound(good, n) };
  const cell = { ...cellOf(place, required, bad, n, 1 - target, known), figure: shareOf(good, n), ...bounds };
  if (n === 0) return { ...cell, state: 'not-proven', reason: 'no samples' };
  if (bounds.upper < target) {
    const reason = `at most ${inPercent(bounds.upper)}, below the target of ${inPercent(target)}`;
    return { ...cell, state: 'fail', reason };
  }
  const unproven = whyUnknown(n, known);
  if (unproven !== null) return { ...cell, state: 'not-proven', reason: unproven };
  if (bounds.lower >= target)
    return outagesJudged({ ...cell, reason: `at least ${inPercent(bounds.lower)}` }, known);
  const needed = samplesToProve(target);
  const reason =
    n < needed
      ? `${inFull(n)} samples, but ${inPercent(target)} needs ${inFull(needed)} without a failure`
      : `between ${inPercent(bounds.lower)} and ${inPercent(bounds.upper)}; proving ${inPercent(target)} needs more samples${counted(known)}`;
  return { ...cell, state: 'not-proven', reason };
}

/** A sampled share that must be at most `max`. */
export function atMostCell(
  place: Place,
  required: boolean,
  bad: number,
  n: number,
  max: number,
  known: Known = NOTHING_ELSE,
): Cell {
  const bounds = { lower: lowerBound(bad, n), upper: 1 - effectiveLowerBound(n - bad, n, deffOf(known)) };
  const cell = { ...cellOf(place, required, bad, n, max, known), figure: shareOf(bad, n), ...bounds };
  if (n === 0) return { ...cell, state: 'not-proven', reason: 'no samples' };
  if (bounds.lower > max) {
    const reason = `at least ${inPercentUp(bounds.lower)}, above the limit of ${inPercent(max)}`;
    return { ...cell, state: 'fail', reason };
  }
  const unproven = whyUnknown(n, known);
  if (unproven !== null) return { ...cell, state: 'not-proven', reason: unproven };
  if (bounds.upper <= max)
    return outagesJudged({ ...cell, reason: `at most ${inPercentUp(bounds.upper)}` }, known);
  const needed = samplesToProve(1 - max);
  const reason =
    n < needed
      ? `${inFull(n)} samples, but at most ${inPercent(max)} needs ${inFull(needed)} without a bad one`
      : `between ${inPercent(bounds.lower)} and ${inPercentUp(bounds.upper)}; proving at most ${inPercent(max)} needs more samples${counted(known)}`;
  return { ...cell, state: 'not-proven', reason };
}

const shareOf = (count: number, n: number): number | null => (n === 0 ? null : count / n);

/** Null where the seconds were not looked at, or not read whole. */
const spreadIn = ({ spread }: Known): Spread | null => (typeof spread === 'string' ? null : spread);

const deffOf = (known: Known): number => spreadIn(known)?.deff ?? 1;

function cellOf(place: Place, required: boolean, bad: number, n: number, badShareMax: number, known: Known) {
  const spread = spreadIn(known);
  const sample = {
    chance: chanceOfBad(bad, n, badShareMax),
    deff: spread?.deff ?? null,
    ...(known.spread === 'unread' && n > 0 ? { unread: true as const } : {}),
    own: known.own,
    secondsJudged: spread?.seconds?.judged ?? null,
    secondsBad: spread?.seconds?.bad ?? null,
  };
  return { ...place, required, n, sample };
}

/** Of all answers. Assumption: what the generator spoiled would have gone like the rest, but not if it is more than this. */
const OWN_SHARE_MAX = 0.05;

/** Bad answers may have come together, and seconds may have been silent. Unless somebody read them all, nobody knows. */
function whyUnknown(n: number, { spread, own }: Known): string | null {
  if (spread === 'unread') return 'its seconds were not read whole';
  const ownShare = own / (n + own);
  if (ownShare <= OWN_SHARE_MAX) return null;
  return `${inPercentUp(ownShare)} of its answers are left out as the generator's own, and at most ${inPercent(OWN_SHARE_MAX)} may be`;
}

const counted = (known: Known): string =>
  deffOf(known) > 1 ? `, because the bad ones came together (deff ${inShort(deffOf(known))})` : '';

/** A share that reached its target, where the plan also asks how far outages are apart. */
function outagesJudged(cell: Omit<Cell, 'state'>, known: Known): Cell {
  const { outages } = known;
  if (outages === undefined) return { ...cell, state: 'pass' };
  const { everySecondsMin } = outages;
  const asked = `outages must come less often than every ${inShort(everySecondsMin)} s`;
  const seconds = spreadIn(known)?.seconds ?? null;
  if (seconds === null)
    return {
      ...cell,
      state: 'not-proven',
      reason: `${asked}, but its seconds were not read against this target`,
    };
  const said =
    outagesInWords(seconds) ?? `${inFull(seconds.bad)} of ${inFull(seconds.judged)} seconds were bad`;
  if (secondsBetweenMin(seconds) >= everySecondsMin)
    return { ...cell, state: 'pass', reason: `${cell.reason}; ${said}` };
  const hasFailed = secondsBetweenMax(seconds) < everySecondsMin;
  const needed =
    seconds.bad === 0
      ? `, which takes ${inFull(secondsToProve(everySecondsMin))} s without a bad second, and there were ${inFull(seconds.judged)}`
      : `; seen: ${said}`;
  return { ...cell, state: hasFailed ? 'fail' : 'not-proven', reason: `${asked}${needed}` };
}
