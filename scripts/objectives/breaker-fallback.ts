/**
 * Calls that the breaker rejects get their fallback within the normal round trip and 10 ms. The normal round trip is the time within
 * which 99 % of the answers come that are ok and in no drill, at the same step and region. The figure is how many fallbacks were
 * slower. Some of the fallbacks are no rejects: their calls reached the dependency and failed there. So as many as the calls that
 * reached it may be slow, and one in a hundred, as always. A fallback that fails is none: no more answers may fail than calls
 * reached the dependency, and those that fail in no drill too.
 *
 * Times are known by buckets only. Where the buckets cannot tell, nothing is proven.
 */
import { z } from 'zod';
import { EVERY_OUTCOME } from '../../scenarios/metrics.ts';
import { CHANCE } from '../breakers/bounds.ts';
import { meanAtMost } from '../breakers/chances.ts';
import { type Counted, growth, isAway, READING_MS, type Reading, upTo } from '../breakers/readings.ts';
import type { Histogram } from '../evidence/counted.ts';
import type { DrillTimes } from '../evidence/drills-seen.ts';
import { merged, quantileMs, samplesAbove, samplesIn } from '../evidence/histogram.ts';
import type { DeepReadonly } from '../mistakes/fields.ts';
import { inFull, inShort, plural } from '../text/numbers.ts';
import {
  ABOUT_A_BREAKER,
  type BreakerInDrill,
  type Found,
  judgeClause,
  MS_PER_SECOND,
  notProven,
} from './clause.ts';
import { checkBreaker } from './clause-checks.ts';
import { type ObjectiveKind, objectiveFields } from './kind.ts';

/** Issue: the normal round trip, and this. */
const MORE_MS = 10;
const NORMAL = 0.99;
/** Fewer answers say nothing of one in a hundred, nor of a reject. */
const ANSWERS_MIN = 100;
const REJECTED_MIN = 20;

/** `outcome`: how the crowd sees a fallback. Left out: degraded. */
const schema = objectiveFields('breaker-fallback', {
  ...ABOUT_A_BREAKER,
  outcome: z.enum(EVERY_OUTCOME).exactOptional(),
});
type BreakerFallback = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'breaker-fallback': BreakerFallback;
  }
}

export const breakerFallback = {
  schema,
  isA: 'census',
  check: (objective, at) => void checkBreaker(objective, at, []),
  judge: (objective, evidence) =>
    judgeClause(objective, evidence, 'count', (at) => judged(at, objective.outcome ?? 'degraded')),
} satisfies ObjectiveKind<BreakerFallback>;

function judged(at: BreakerInDrill, outcome: string): Found {
  const { drill, region, dependency } = at;
  const begunMs = Math.min(drill.time.beginMs, at.set.afterMs) - READING_MS;
  const rejected = growth(
    around(at.readings, 'rejected', begunMs, drill.time.recoveredMs + READING_MS),
    'rejected',
  );
  if (rejected === null) return notProven('it does not tell how many calls it rejected');
  if (rejected < REJECTED_MIN)
    return notProven(`it rejected only ${plural(rejected, 'call')}`, null, rejected);
  // Once it is shut after the fault, what reaches the dependency gets its answer.
  const lastAwayMs = upTo(at.readings, drill.time.recoveredMs).findLast(isAway)?.atMs ?? 0;
  const endedMs = Math.max((at.lifted?.byMs ?? drill.time.recoveredMs) + READING_MS, lastAwayMs);
  const reached = growth(around(at.readings, 'arrivals', begunMs, endedMs), 'arrivals');
  if (reached === null)
    return notProven(`nobody counted the calls that reached ${dependency}`, null, rejected);
  const times = drill.seen.times.filter((each) => each.region === region);
  const inside = times.filter((each) => each.drill === drill.planned.name && each.outcome === outcome);
  const steps = [...new Set(inside.map(({ step }) => step))];
  const found = steps.map((step) => slowAt(step, inside, times));
  const fallbacks = found.reduce((sum, { fallbacks: count }) => sum + count, 0);
  if (fallbacks === 0) return notProven(`no answer was ${outcome} in the drill`);
  const unknown = found.find(({ normal }) => normal < ANSWERS_MIN);
  if (unknown !== undefined)
    return notProven(
      `${unknown.step}: only ${plural(unknown.normal, 'answer')} in no drill, of ${ANSWERS_MIN} needed`,
    );
  const sum = (count: (step: SlowAt) => number): number =>
    found.reduce((total, step) => total + count(step), 0);
  const [slow, slowMaybe] = [sum(({ surely }) => surely), sum(({ maybe }) => maybe)];
  const usual = Math.floor(meanAtMost(Math.ceil(fallbacks * (1 - NORMAL)), CHANCE));
  const bound = reached + usual;
  const lost = outcome === 'failed' ? null : failedInstead(drill.planned.name, steps, times);
  if (lost !== null && lost.failed > reached + lost.usual) {
    const reason = `${plural(lost.failed, 'answer')} failed instead of being ${outcome}; ${inFull(reached + lost.usual)} may: ${inFull(reached)} calls reached ${dependency}`;
    return { state: 'fail', figure: lost.failed, n: fallbacks, bound: reached + lost.usual, reason };
  }
  const limits = found.map(({ step, limitMs }) => `${step} ${inShort(limitMs)} ms`).join(', ');
  const reason = `${inFull(slow)} of ${plural(fallbacks, 'fallback')} were slower than the normal round trip + ${MORE_MS} ms (${limits}); ${inFull(bound)} may be: ${inFull(reached)} calls reached ${dependency}`;
  if (slow > bound) return { state: 'fail', figure: slow, n: fallbacks, bound, reason };
  if (bound >= fallbacks)
    return notProven(`${reason}; that is all of them, so it shows nothing`, slow, fallbacks);
  if (slowMaybe > bound)
    return notProven(
      `${reason}; ${inFull(slowMaybe)} may have been: the buckets cannot tell`,
      slow,
      fallbacks,
    );
  return { state: 'pass', figure: slow, n: fallbacks, bound, reason };
}

/** From the last reading before the first moment that tells the count, to the first after the second: none of it is missed. */
function around(
  readings: readonly Reading[],
  counted: Counted,
  fromMs: number,
  toMs: number,
): readonly Reading[] {
  const told = readings.filter((each) => each[counted] !== null);
  const first = told.findLastIndex(({ atMs }) => atMs <= fromMs);
  const last = told.findIndex(({ atMs }) => atMs >= toMs);
  return first < 0 ? [] : told.slice(first, last < 0 ? told.length : last + 1);
}

/** Answers that failed in the drill at the steps with fallbacks, and how many of them are as in no drill. */
function failedInstead(drill: string, steps: readonly string[], all: readonly DrillTimes[]) {
  const times = all.filter(({ step }) => steps.includes(step));
  const inDrill = times.filter((each) => each.drill === drill);
  const outside = times.filter((each) => each.drill === undefined);
  const failedIn = (some: readonly DrillTimes[]): number =>
    samplesIn(allOf(some.filter((each) => each.outcome === 'failed')));
  const usualShare = meanAtMost(failedIn(outside), CHANCE) / Math.max(1, samplesIn(allOf(outside)));
  const usual = Math.floor(meanAtMost(Math.ceil(usualShare * samplesIn(allOf(inDrill))), CHANCE));
  return { failed: failedIn(inDrill), usual };
}

interface SlowAt {
  readonly step: string;
  /** Answers in no drill. */
  readonly normal: number;
  readonly fallbacks: number;
  /** The latest that a fallback may come, if the normal round trip lies at its bucket's end. */
  readonly limitMs: number;
  /** Fallbacks that were later in any case, and those that may have been, wherever in their buckets both lie. */
  readonly surely: number;
  readonly maybe: number;
}

function slowAt(step: string, inside: readonly DrillTimes[], times: readonly DrillTimes[]): SlowAt {
  const ours = allOf(inside.filter((each) => each.step === step));
  const normal = allOf(
    times.filter((each) => each.step === step && each.drill === undefined && each.outcome === 'ok'),
  );
  const latestMs = quantileMs(normal, NORMAL) ?? Number.POSITIVE_INFINITY;
  const bounds = ours.buckets.flatMap(({ leSeconds }) =>
    leSeconds === null ? [] : leSeconds * MS_PER_SECOND,
  );
  const earliestMs = Math.max(0, ...bounds.filter((boundMs) => boundMs < latestMs));
  // A fallback in the bucket of the limit may be on either side of it.
  const surelyMs = Math.min(...bounds.filter((boundMs) => boundMs >= latestMs + MORE_MS));
  return {
    step,
    normal: samplesIn(normal),
    fallbacks: samplesIn(ours),
    limitMs: latestMs + MORE_MS,
    surely: Number.isFinite(surelyMs) ? samplesAbove(ours, surelyMs) : 0,
    maybe: samplesAbove(ours, earliestMs + MORE_MS),
  };
}

const allOf = (times: readonly DrillTimes[]): Histogram =>
  times.reduce<Histogram>(
    (all, { buckets }) => (all.buckets.length === 0 ? { buckets } : merged(all, { buckets })),
    { buckets: [] },
  );
