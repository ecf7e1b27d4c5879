/**
 * Which load comes next in the search for what one count of replicas carries. Pure: the results so far go in.
 *
 * Without a guess it begins low and doubles (geometric). Then it halves what is left between the highest load that was held and the lowest
 * that was too much, and lands near what the target answered when it was asked for too much: that is mostly its edge. It stops once the two are as
 * close as the plan asks for.
 */
import type { LevelResult } from './level-result.ts';

export interface Search {
  /** Of this count and this repetition, in the order of their time. */
  readonly results: readonly LevelResult[];
  /** What the edge may be, by other counts or repetitions, requests a second; null: nobody knows. */
  readonly guess: number | null;
  readonly startPerSecond: number;
  readonly precision: number;
  /** From 0 to 1. Where in the last gap a load lands is drawn, so that repetitions do not agree only because they ask the same. */
  readonly random: () => number;
}

export type Next =
  | { readonly kind: 'load'; readonly perSecond: number }
  | { readonly kind: 'done' }
  /** It cannot be said what this count carries; `why` in words. */
  | { readonly kind: 'given-up'; readonly why: string };

const DOUBLE = 2;
/** A guess is missed on the side that is over soonest: too much load shows within seconds, and shows the edge with it. */
const OVER_GUESS = 1.1;
/** With a guess, nothing that was held lies far below the edge. */
const STEP_BY_GUESS = 1.2;
/** Lower than a thousandth of the first load there is nothing to be measured. */
const LOWEST_SHARE = 0.001;
/** A search that takes more does not find an edge. */
export const LEVELS_MAX = 14;

export function nextLevel(search: Search): Next {
  const { results, guess, startPerSecond, precision } = search;
  const held = highest(results);
  const over = lowest(results);
  if (results.length >= LEVELS_MAX)
    return { kind: 'given-up', why: `${LEVELS_MAX} levels did not find its edge` };
  if (over === null && results.some(({ state }) => state === 'generator-limit'))
    return { kind: 'given-up', why: 'the generator was the limit before the target was' };
  const last = results.at(-1);
  if (last === undefined)
    return { kind: 'load', perSecond: guess === null ? startPerSecond : guess * OVER_GUESS };
  if (held === null && results.some(({ state }) => state === 'unstable')) return calmer(results, last);
  if (over === null) {
    const perSecond = held!.perSecond * (guess === null ? DOUBLE : STEP_BY_GUESS);
    return { kind: 'load', perSecond };
  }
  if (held === null) return lower(search, belowFirst(over, search));
  if (over.perSecond <= held.perSecond * (1 + precision)) return { kind: 'done' };
  return { kind: 'load', perSecond: between(held.perSecond, over, search) };
}

const highest = (results: readonly LevelResult[]): LevelResult | null =>
  results
    .filter(({ state }) => state === 'held')
    .reduce<LevelResult | null>(
      (most, each) => (most === null || each.perSecond > most.perSecond ? each : most),
      null,
    );

/** What was unstable was not held either. A load that was too much and yet below one that was held is chance's doing: the higher one counts. */
function lowest(results: readonly LevelResult[]): LevelResult | null {
  const held = highest(results)?.perSecond ?? 0;
  return results
    .filter(({ state, perSecond }) => (state === 'over' || state === 'unstable') && perSecond > held)
    .reduce<LevelResult | null>(
      (least, each) => (least === null || each.perSecond < least.perSecond ? each : least),
      null,
    );
}

/** Nothing was held yet. What was answered when it was too much is near the edge, unless the target breaks down under load. */
const belowFirst = ({ perSecond, answeredPerSecond }: LevelResult, search: Search): number =>
  answeredPerSecond > perSecond / DOUBLE
    ? Math.min(perSecond / (1 + search.precision), answeredPerSecond) * (1 - marginOf(search))
    : perSecond / DOUBLE;

function lower({ startPerSecond, guess }: Search, perSecond: number): Next {
  const least = Math.min(startPerSecond, guess ?? startPerSecond) * LOWEST_SHARE;
  return perSecond >= least
    ? { kind: 'load', perSecond }
    : { kind: 'given-up', why: 'not even a thousandth of the first level was held' };
}

/** A target that stops and goes at one load, and holds none of three, each half of the one before, does so at all. */
const calmer = (results: readonly LevelResult[], { perSecond }: LevelResult): Next =>
  results.length < UNSTABLE_MAX
    ? { kind: 'load', perSecond: perSecond / DOUBLE }
    : { kind: 'given-up', why: 'no level settles' };
const UNSTABLE_MAX = 3;

/**
 * Just below what was answered under too much load, if that lies between. Then as far above what was held as is close enough: if that is too
 * much, the edge is found. Else in the middle.
 */
function between(held: number, over: LevelResult, search: Search): number {
  const { precision } = search;
  const edge = over.answeredPerSecond;
  const below = edge * (1 - marginOf(search));
  if (below > held * (1 + precision / 2) && below < over.perSecond) return below;
  const above = held * (1 + precision * CLOSE_ENOUGH);
  return above > edge && above < over.perSecond ? above : Math.sqrt(held * over.perSecond);
}
const marginOf = ({ precision, random }: Search): number =>
  precision * (EDGE_MARGIN_LEAST + (EDGE_MARGIN_MOST - EDGE_MARGIN_LEAST) * random());
/** A quarter of the gap at least: at the edge itself a level neither holds nor fails. Three quarters at most: then the next one lies above it. */
const [EDGE_MARGIN_LEAST, EDGE_MARGIN_MOST] = [0.25, 0.75];
/** Of the precision, so that no rounding asks for one level more. */
const CLOSE_ENOUGH = 0.99;
