/**
 * How soon a right breaker opens and closes, so that chance exceeds the bound at most once in a million (`CHANCE`).
 *
 * Calls arrive as a Poisson process with at least the rate λ. Since the fault each fails by itself with the chance p, and its failure is
 * known T later: at once for an error, after the time-out for a call that hangs. Calls that were under way when the fault came have
 * ended S later, and were good. Whatever the library counts, a right breaker has opened by the time at which its condition holds for
 * all that it may count in its favour and all that it may count against it. Chances of what may be in the way are added up.
 *
 * - *Consecutive failures* (n in a row). From max(S, T) on each answer is a failure with the chance p. So many calls k are needed that no run
 *   of n is among them with half the chance (Feller I, XIII.7), and so much time that they have come: P(Poisson(λt) < k) is the other half.
 * - *Count window* (share f of the last n calls). Of the last n answers k are from after the fault, and the others are good, at worst.
 *   The smallest k with P(Binomial(k, p) ≤ f·n) below half the chance; then the time for k, as above. If even a whole window of n is not
 *   enough, several windows are: they share no calls, so their chances multiply.
 * - *Time window* (share f of the last W ms, in buckets of b ms, at least m calls). The window falls back by a bucket from time to time.
 *   Just before that it covers the whole W, and this happens at least once in b. Then it has the failures that became known in W, and
 *   against them all calls that were begun in W, those under way included (opossum counts them), and those from before the fault
 *   that ended in W. The breaker has opened at the latest failure before, unless failures − f × calls ≤ 0: a sum of independent Poisson
 *   counts with the weights 1 − f, 1 and −f, whose chance Chernoff bounds (chances.ts). Or unless fewer than m calls had come. The bound
 *   is the first such time at which both chances are small enough, and b more. Where they never are, several windows are needed.
 * - *To close*: a probe may have failed at the fault's end. Then the breaker waits `openMs` (and until it looks, for one that sweeps), its
 *   probes must arrive, and the last of them be answered: T + openMs + t + T, with P(Poisson(λt) < probes) below half the chance. Where several
 *   probes decide, the rest of those at the fault's end must arrive too.
 * - *To stay shut* (p below f): the chance that a right breaker opens at some failure, added up over all failures. At a failure the rest of
 *   the calls are as always (Mecke), so for a time window it is exp(θ(1−f)) · exp(−μ(1−z)) · P(Poisson(μz) ≥ m−1), with z = exp(−KL(f, p)).
 *   Where this is not small, an opening proves nothing.
 *
 * λ is measured in the run: the rate of which so many calls, or more, come with a small chance only. The caller adds how exactly it knows
 * when the fault was set, and how old a reading may be.
 *
 * @see chances.ts for the bounds of tails and their sources
 */
import type { OpensWhen } from '../../scenarios/drills/breaker.ts';
import { chanceOfBad } from '../evidence/binomial.ts';
import {
  callsForRun,
  chanceOfAtLeast,
  chanceOfAtMost,
  chanceOfSumUpTo0,
  divergence,
  meanAtLeast,
  meanAtMost,
  meanForAtLeast,
} from './chances.ts';
import type { ResolvedBreaker } from './presets.ts';

/** Once in a million. */
export const CHANCE = 1e-6;
const MS_PER_SECOND = 1000;
/** What needs more windows than this is not bounded. */
const WINDOWS_MAX = 50;

/** Calls counted in a stretch of the run. */
export interface CallsCounted {
  readonly calls: number;
  readonly seconds: number;
}

/** Calls a second that come at least, and at most, but for a tenth of the chance each. */
export const rateAtLeast = ({ calls, seconds }: CallsCounted): number =>
  meanAtLeast(calls, CHANCE / 10) / seconds;
export const rateAtMost = ({ calls, seconds }: CallsCounted): number =>
  meanAtMost(calls, CHANCE / 10) / seconds;

/** What a fault does to the calls of a breaker. */
export interface CallsFailing {
  /** p */
  readonly failingShare: number;
  /** T: from a call's begin until it is known to have failed. */
  readonly failsAfterMs: number;
  /** S: how long a good call may take. */
  readonly answeredWithinMs: number;
}

/**
 * @param callsBefore that the breaker has counted before the fault
 * @returns null if chance cannot be bounded, because too few calls come or fail
 */
export function opensWithinMs(
  opens: OpensWhen,
  callsPerSecond: number,
  failing: CallsFailing,
  callsBefore = 0,
): number | null {
  if (callsPerSecond <= 0) return null;
  if (opens.by === 'time-window') return timeWindowMs(opens, callsPerSecond / MS_PER_SECOND, failing);
  const calls =
    opens.by === 'consecutive'
      ? callsForRun(opens.failures, failing.failingShare, CHANCE / 2)
      : callsForCount(opens, failing.failingShare, callsBefore);
  if (calls === null) return null;
  return settledMs(failing) + comeWithinMs(calls, callsPerSecond);
}

const settledMs = ({ failsAfterMs, answeredWithinMs }: CallsFailing): number =>
  Math.max(failsAfterMs, answeredWithinMs);

/** So many calls have come within this time, but for half the chance. */
const comeWithinMs = (calls: number, callsPerSecond: number): number =>
  (meanForAtLeast(calls, CHANCE / 2) / callsPerSecond) * MS_PER_SECOND;

type CountWindow = Extract<OpensWhen, { readonly by: 'count-window' }>;
type TimeWindow = Extract<OpensWhen, { readonly by: 'time-window' }>;

function callsForCount(
  { calls: n, callsMin, failedShare, opensAtShare }: CountWindow,
  p: number,
  callsBefore: number,
): number | null {
  const needed = opensAtShare
    ? Math.ceil(n * failedShare - ROUNDING)
    : Math.floor(n * failedShare + ROUNDING) + 1;
  const chanceOfFewer = (calls: number): number =>
    calls < needed ? 1 : needed === 0 ? 0 : 1 - chanceOfBad(needed, calls, p);
  if (chanceOfFewer(n) > CHANCE / 2) {
    const windows = windowsFor(chanceOfFewer(n), CHANCE / 2);
    return windows === null ? null : windows * n;
  }
  let [low, high] = [0, n];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (chanceOfFewer(middle) > CHANCE / 2) low = middle;
    else high = middle;
  }
  return Math.max(high, Math.min(callsMin, n) - callsBefore);
}
/** 0.1 × 30 is 3.0000000000000004. */
const ROUNDING = 1e-9;

/** How many windows it takes until all of them fail with at most this chance. */
function windowsFor(chanceOfOne: number, chance: number): number | null {
  const windows =
    chanceOfOne >= 1 ? Number.POSITIVE_INFINITY : Math.ceil(Math.log(chance) / Math.log(chanceOfOne));
  return windows > WINDOWS_MAX ? null : windows;
}

function timeWindowMs(opens: TimeWindow, perMs: number, failing: CallsFailing): number | null {
  const { windowMs, bucketMs } = opens;
  const fullMs = windowMs + settledMs(failing);
  const stepMs = Math.max(10, windowMs / 200);
  for (let atMs = stepMs; atMs < fullMs + stepMs; atMs += stepMs)
    if (chanceOfShutAt(atMs, opens, perMs, failing) <= CHANCE) return atMs + bucketMs;
  const windows = windowsFor(chanceOfShutAt(fullMs, opens, perMs, failing), CHANCE);
  return windows === null ? null : windows * (fullMs + bucketMs);
}

/** An upper bound of the chance that the breaker is shut, where its whole window ends at this time after the fault. */
function chanceOfShutAt(
  atMs: number,
  { windowMs, callsMin, failedShare: f }: TimeWindow,
  perMs: number,
  { failingShare: p, failsAfterMs, answeredWithinMs }: CallsFailing,
): number {
  const fromMs = atMs - windowMs;
  const spanMs = (from: number, to: number): number => Math.max(0, to - from);
  // Failing calls by when they were begun: known and counted, known only, counted only.
  const knownFrom = Math.max(0, fromMs - failsAfterMs);
  const knownTo = Math.max(0, atMs - failsAfterMs);
  const countedFrom = Math.max(0, fromMs);
  const known = p * perMs * spanMs(knownFrom, knownTo);
  const both = p * perMs * spanMs(Math.max(knownFrom, countedFrom), knownTo);
  const counted = p * perMs * spanMs(countedFrom, atMs);
  const before = perMs * spanMs(fromMs - answeredWithinMs, 0);
  const good = (1 - p) * perMs * spanMs(countedFrom, atMs) + before;
  const ofShare = chanceOfSumUpTo0([
    { mean: both, weight: 1 - f },
    { mean: known - both, weight: 1 },
    { mean: counted - both, weight: -f },
    { mean: good, weight: -f },
  ]);
  return Math.min(1, ofShare + chanceOfFewer(callsMin, known, good));
}

/** The chance of fewer than m calls at the last failure: of fewer failures, or of fewer calls in most of the window and no failure after. */
function chanceOfFewer(callsMin: number, failed: number, good: number): number {
  if (callsMin <= 1) return chanceOfAtMost(0, failed);
  const withTail = TAILS.map(
    (tail) => chanceOfAtMost(callsMin - 1, (failed + good) * (1 - tail)) + Math.exp(-failed * tail),
  );
  return Math.min(chanceOfAtMost(callsMin - 1, failed), ...withTail);
}
/** Shares of the window in which the last failure may come. */
const TAILS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5];

/**
 * An upper bound of the chance that a right breaker opens though only this share of its calls fails.
 *
 * @param calls how many come in all that time
 * @param callsPerSecond at least
 * @param callsBefore that it has seen before
 */
export function chanceOfOpening(
  opens: OpensWhen,
  failingShare: number,
  {
    calls,
    callsPerSecond,
    callsBefore,
  }: { readonly calls: number; readonly callsPerSecond: number; readonly callsBefore: number },
): number {
  const p = failingShare;
  if (p <= 0) return 0;
  if (opens.by === 'consecutive') return Math.min(1, calls * p ** opens.failures);
  const { failedShare: f, callsMin, opensAtShare } = opens;
  if (f >= 1 && !opensAtShare) return 0;
  if (p >= f) return 1;
  const farness = divergence(f, p);
  if (opens.by === 'count-window') {
    const seen = Math.min(opens.calls, Math.max(callsMin, callsBefore));
    return Math.min(1, calls * Math.exp(-seen * farness));
  }
  const first = f >= 1 ? 1 / p : ((1 - p) * f) / (p * (1 - f));
  const z = Math.exp(-farness);
  const atMean = (mean: number): number =>
    first ** (1 - f) * Math.exp(-mean * (1 - z)) * chanceOfAtLeast(callsMin - 1, mean * z);
  // The window covers between all of it and all but a bucket.
  const atOne = MEANS.map((part) =>
    atMean((callsPerSecond * (opens.windowMs - part * opens.bucketMs)) / MS_PER_SECOND),
  ).reduce((most, chance) => Math.max(most, chance));
  // Whatever the rate: with at least m calls in the window.
  const atLeast = Math.exp(-callsMin * farness);
  return Math.min(1, calls * Math.min(p * atOne, atLeast));
}
const MEANS = Array.from({ length: 41 }, (_, i) => i / 40);

/** How long the nth opening lasts at most, until it looks. */
export const openForMs = ({ openMs, openMsMax, sweepMs }: ResolvedBreaker, opening: number): number | null =>
  openMs === null ? null : (openMsMax === null ? openMs : Math.min(openMsMax, openMs * opening)) + sweepMs;

/**
 * How soon after the fault's end a right breaker is shut.
 *
 * @param openings how often it has opened
 * @param answeredWithinMs how long a call may take, good or bad
 * @returns null if its settings do not say
 */
export function closesWithinMs(
  breaker: ResolvedBreaker,
  callsPerSecond: number,
  answeredWithinMs: number,
  openings: number,
): number | null {
  const openMs = openForMs(breaker, openings);
  if (openMs === null) return null;
  if (breaker.probesMax === null) return answeredWithinMs + openMs;
  if (callsPerSecond <= 0) return null;
  const { probesMax } = breaker;
  const othersMs = probesMax > 1 ? comeWithinMs(probesMax - 1, callsPerSecond) : 0;
  return othersMs + answeredWithinMs + openMs + comeWithinMs(probesMax, callsPerSecond) + answeredWithinMs;
}
