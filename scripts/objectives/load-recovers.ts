/**
 * After the fault, what is asked for and what is answered meet again within the declared time, and stay together: a retry storm that keeps
 * itself alive is a failure (Bronson et al., "Metastable Failures in Distributed Systems", HotOS 2021). The figure is the time from
 * the fault's end to the end of the last bad second of the drill's window. A second is bad
 *
 * - when more requests are open than ever in the same time before the drill, and this is no chance of a second, or
 * - when the good share of the last 1, 2, 4 or 8 seconds up to it is below the target with 99.9 % confidence.
 *
 * Where the breaker's readings tell the calls that reach the dependency, they must also be back at their rate before the fault, in the
 * regions of the drill and in its phase: a storm can hide behind answers that come from a fallback. A storm lasts: it is there in each of
 * the three seconds after the declared time, or in both that are left of the run. What was put off and is caught up with in a second is
 * none. If calls were counted before the fault and not afterwards, a storm may have been there: nothing is proven.
 */
import type { z } from 'zod';
import { scopeOf } from '../../scenarios/drills/scope.ts';
import { type CallsCounted, rateAtLeast, rateAtMost } from '../breakers/bounds.ts';
import { READING_MS, readingsOf } from '../breakers/readings.ts';
import { chanceOfBad } from '../evidence/binomial.ts';
import { FULL_COUNT } from '../evidence/cell.ts';
import type { BreakerReadings } from '../evidence/drills-seen.ts';
import { beginMs, type DrillEvidence, type Evidence, endMs } from '../evidence/evidence.ts';
import type { SecondOfRun } from '../evidence/observations.ts';
import { WHOLE_RUN } from '../evidence/place.ts';
import { above0, type DeepReadonly, targetShare } from '../mistakes/fields.ts';
import { inFull, inShort } from '../text/numbers.ts';
import {
  ABOUT_A_BREAKER,
  dependencyOf,
  type Found,
  inSeconds,
  MS_PER_SECOND,
  notProven,
  whyItDidNotHappen,
} from './clause.ts';
import { checkInDrill } from './clause-checks.ts';
import { type ObjectiveKind, objectiveFields } from './kind.ts';

const STRETCHES_SECONDS = [1, 2, 4, 8] as const;
/** Some dozen stretches are looked at, so chance may call one bad in a thousand. */
const BAD_CHANCE = 0.001;
/** Fewer seconds before the drill do not say how many requests are usually open. */
const SECONDS_BEFORE_MIN = 5;
/** A storm is looked for in so many seconds after the declared time, though the drill's window may end sooner, and is there in each. */
const STORM_SECONDS = 3;
const STORM_SECONDS_MIN = 2;
/** Readings that are closer together do not tell a rate: of those in a second, one was missed. */
const COUNTED_MS_MIN = 2 * READING_MS;
/** As many calls again reach the dependency as before: a storm, and not the crowd's own growth. */
const STORM_FACTOR = 2;

/** `targetShare`: of the answers that are good again. `dependency`: where the drill's `where` does not name it. */
const schema = objectiveFields('load-recovers', {
  ...ABOUT_A_BREAKER,
  maxSeconds: above0,
  targetShare,
});
export type LoadRecovers = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'load-recovers': LoadRecovers;
  }
}

export const loadRecovers = {
  schema,
  isA: 'census',
  check({ dependency, ...objective }, at) {
    if (!checkInDrill({ ...objective, dependency }, at)) return;
    const { recoverySeconds } = at.inDrill?.for ?? {};
    if (recoverySeconds === undefined || objective.maxSeconds === undefined) return;
    if (objective.maxSeconds < recoverySeconds) return;
    const problem = `is as long as the drill's recovery (${recoverySeconds} s) or longer: nothing later is looked at`;
    at.report([...at.path, 'maxSeconds'], problem, 'make it shorter, or raise recoverySeconds');
  },
  judge: (objective, evidence) => ({
    unit: 'seconds',
    targetMin: null,
    targetMax: objective.maxSeconds,
    cells: [
      {
        ...WHOLE_RUN,
        ...FULL_COUNT,
        required: objective.informative !== true,
        ...foundIn(objective, evidence),
      },
    ],
  }),
} satisfies ObjectiveKind<LoadRecovers>;

function foundIn(objective: LoadRecovers, evidence: Evidence) {
  const { drill, timetable } = evidence;
  const startMs = timetable.find(({ phase }) => phase === drill?.time.phase)?.startMs ?? 0;
  const { bound: _, ...found } =
    drill === undefined ? notProven('no drill') : judged(objective, drill, startMs);
  return found;
}

interface Second extends SecondOfRun {
  /** Requests that were asked for so far, and are not answered at its end. */
  readonly open: number;
}

/** @param startMs of the drill's phase */
function judged(objective: LoadRecovers, drill: DrillEvidence, startMs: number): Found {
  const why = whyItDidNotHappen(drill);
  if (why !== null) return notProven(why);
  const { set, lifted } = drill.seen;
  if (lifted === null) return notProven('the run ended while the fault was there');
  const { maxSeconds, targetShare: target } = objective;
  const all = withOpen(drill.whole.seconds);
  const before = all
    .filter((second) => endMs(second) <= set!.afterMs)
    .slice(-Math.max(SECONDS_BEFORE_MIN, 60));
  const after = all.filter(
    (second) => beginMs(second) >= lifted.byMs && endMs(second) <= drill.time.recoveredMs,
  );
  const last = after.at(-1);
  if (before.length < SECONDS_BEFORE_MIN) return notProven('too few seconds were counted before the drill');
  if (last === undefined || after.every(({ intended }) => intended === 0))
    return notProven('nothing was asked for after the fault');
  const seenSeconds = (endMs(last) - lifted.byMs) / MS_PER_SECOND;
  const n = after.length;
  const openMax = before.reduce((most, { open }) => Math.max(most, open), 0);
  const isBad = (i: number): boolean => hasPiledUp(after, i, openMax) || isBelowTarget(after, i, target);
  const lastBad = after.findLastIndex((_, i) => isBad(i));
  const storm = stormIn(objective, drill, startMs, lifted.byMs + maxSeconds * MS_PER_SECOND);
  const bound = maxSeconds;
  if (storm?.state === 'fail') return { ...storm, figure: null, n, bound };
  if (lastBad === n - 1 && lastBad >= 0) {
    const reason = `not recovered ${inShort(seenSeconds)} s after the fault's end, limit ${inShort(maxSeconds)} s: ${inFull(last.open)} requests are open, at most ${inFull(openMax)} before`;
    return seenSeconds > maxSeconds
      ? { state: 'fail', figure: null, n, bound, reason }
      : notProven(reason, null, n);
  }
  const figureMs = lastBad < 0 ? 0 : endMs(after[lastBad]!) - lifted.byMs;
  const figure = figureMs / MS_PER_SECOND;
  const reason = `recovered ${inSeconds(figureMs)} after the fault's end, limit ${inShort(maxSeconds)} s`;
  if (figure > maxSeconds) return { state: 'fail', figure, n, bound, reason };
  if (seenSeconds < maxSeconds)
    return notProven(`${reason}, but only ${inShort(seenSeconds)} s were seen`, figure, n);
  if (storm !== null) return notProven(`${reason}, but ${storm.reason}`, figure, n);
  return { state: 'pass', figure, n, bound, reason };
}

function withOpen(seconds: readonly SecondOfRun[]): readonly Second[] {
  let open = 0;
  return seconds.map((second) => {
    // What was never sent is neither answered nor open for ever: it cannot become less than nothing.
    open = Math.max(0, open + second.intended - second.responses);
    return { ...second, open };
  });
}

/** Counters come up to a second late, so a second's requests may look open. Two seconds of them are no chance. */
function hasPiledUp(seconds: readonly Second[], at: number, openMax: number): boolean {
  const { open, intended } = seconds[at]!;
  return open > 2 * openMax + 2 * intended;
}

function isBelowTarget(seconds: readonly Second[], at: number, target: number): boolean {
  const { good, responses } = seconds[at]!;
  if (good >= responses) return false;
  return STRETCHES_SECONDS.some((length) => {
    const stretch = seconds.slice(Math.max(0, at + 1 - length), at + 1);
    const n = stretch.reduce((sum, each) => sum + each.responses, 0);
    const bad = n - stretch.reduce((sum, each) => sum + each.good, 0);
    return bad > n * (1 - target) && chanceOfBad(bad, n, 1 - target) < BAD_CHANCE;
  });
}

/** Whether far more calls reach the dependency, since it should have recovered, than before the fault, or nobody knows. Null: not so. */
function stormIn(
  objective: LoadRecovers,
  drill: DrillEvidence,
  startMs: number,
  fromMs: number,
): Pick<Found, 'state' | 'reason'> | null {
  const dependency = dependencyOf(objective, drill.planned);
  const { regions } = scopeOf(drill.planned.where);
  let unseen: Pick<Found, 'state' | 'reason'> | null = null;
  for (const told of drill.seen.breakers) {
    // What happens elsewhere is not about this fault, and what came before the phase is no measure of it: another crowd was there.
    if (told.dependency !== dependency || !(regions?.includes(told.region) ?? true)) continue;
    const rates = ratesOf(told, drill, startMs, fromMs);
    if (rates === null) continue;
    const { before, after } = rates;
    if (after === null) {
      const reason = `nobody counted the calls that reach ${dependency} in ${told.region} afterwards`;
      unseen = { state: 'not-proven', reason };
      continue;
    }
    const isCalm = (second: CallsCounted) => rateAtLeast(second) <= STORM_FACTOR * rateAtMost(before);
    if (after.some(isCalm)) continue;
    const least = Math.min(...after.map(perSecond));
    const reason = `${inShort(least)} calls a second still reach ${dependency} in ${told.region}, ${inShort(perSecond(before))} before the fault`;
    return { state: 'fail', reason };
  }
  return unseen;
}

const perSecond = ({ calls, seconds }: CallsCounted): number => calls / seconds;

/**
 * What was counted before the fault, and in each second in which a storm is looked for. Null: it was not.
 *
 * @param startMs of the drill's phase
 * @param fromMs the end of the declared time
 */
function ratesOf(told: BreakerReadings, { seen }: DrillEvidence, startMs: number, fromMs: number) {
  const readings = readingsOf(told, { tellsHalfOpen: true, probesMax: null }).filter(
    ({ arrivals }) => arrivals !== null,
  );
  const counted = (fromAtMs: number, toMs: number): CallsCounted | null => {
    const within = readings.filter(({ atMs }) => atMs >= fromAtMs && atMs <= toMs);
    const [first, last] = [within[0], within.at(-1)];
    if (first === undefined || last === undefined || last.atMs - first.atMs < COUNTED_MS_MIN) return null;
    return { calls: last.arrivals! - first.arrivals!, seconds: (last.atMs - first.atMs) / MS_PER_SECOND };
  };
  const before = counted(startMs, seen.set!.afterMs);
  const seconds = Array.from({ length: STORM_SECONDS }, (_, i) => {
    const atMs = fromMs + i * MS_PER_SECOND;
    return counted(atMs, atMs + MS_PER_SECOND);
  });
  const after = seconds.filter((second) => second !== null);
  return before === null ? null : { before, after: after.length < STORM_SECONDS_MIN ? null : after };
}
