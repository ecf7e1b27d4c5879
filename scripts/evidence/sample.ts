/** A sampled share at a place: how many answers it has, how many of them are bad, and how they lie in time. */
import type { Spread } from './dispersion.ts';
import { spreadOf } from './dispersion.ts';
import { INDICATORS, type IndicatorName, isCounted, isOwn } from './indicators.ts';
import type { Observations } from './observations.ts';
import { isAt, isSamePlace, type Place } from './place.ts';

export interface Sample {
  readonly n: number;
  readonly bad: number;
  /** Left out, because they were late or failed only because of the generator. */
  readonly own: number;
  /** How they lie in time. `none`: seconds say nothing of this share. `unread`: they would, but nobody read them, or not all. */
  readonly spread: Spread | 'none' | 'unread';
}

/** @param targetShare the share of good answers against which a second is called bad */
export function sampleAt(
  { responses, dispersion }: Observations,
  place: Place,
  indicator: IndicatorName,
  targetShare: number,
): Sample {
  const { counts, isBad } = INDICATORS[indicator];
  const isThere = isAt(place);
  let [n, bad, own] = [0, 0, 0];
  for (const each of responses) {
    if (each.count === 0 || !isThere(each)) continue;
    if (isCounted(indicator, each)) {
      n += each.count;
      if (isBad(each)) bad += each.count;
    } else if (isOwn(each) && counts(each)) own += each.count;
  }
  const read = dispersion.filter((each) => each.indicator === indicator && isSamePlace(each, place));
  const ofTarget = read.find((each) => each.targetShare === targetShare);
  const [any = null] = read;
  const seen = ofTarget ?? any;
  // A part of the seconds may look calm where the whole does not.
  if (seen === null || seen.answers !== n || seen.bad !== bad) return { n, bad, own, spread: 'unread' };
  return {
    n,
    bad,
    own,
    spread: ofTarget === undefined ? { ...spreadOf(seen), seconds: null } : spreadOf(seen),
  };
}
