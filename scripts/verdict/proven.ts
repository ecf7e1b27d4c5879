/** The load that the run carried, whatever its outcome: the figures below a verdict. */

import { Curve } from '../../scenarios/crowd/curve.ts';
import type { PhaseTime } from '../../scenarios/crowd/timetable.ts';
import { beginMs, countsAt, type Evidence, endMs, sum, valueAt } from '../evidence/evidence.ts';
import { merged, quantileMs } from '../evidence/histogram.ts';
import type { GeneratorUse, SecondOfRun } from '../evidence/observations.ts';
import { orderStepsOf } from '../forecast/order-steps.ts';
import { most } from '../text/most.ts';
import type { HeldTogether, PhaseScale, Scale } from './verdict.ts';

const MS_PER_SECOND = 1000;
const SECONDS_PER_HOUR = 3600;
/** Of a run, the longest that is at most half of it: a stretch that is longer averages in its beginning and its end. */
const BEST_SECONDS = [60, 30, 10, 5];
const BEST_SHARE_MAX = 0.5;
const LAG_QUANTILE = 0.99;
/** This share of the planned crowd counts as the whole crowd. */
const TOGETHER_SHARE_MIN = 0.999;
/** Arriving sessions need some seconds to reach their order. These first seconds of a phase are left out, at most a quarter of it. */
const SETTLING_SECONDS = 10;
const SETTLING_SHARE_MAX = 0.25;

export function whatWasProven(evidence: Evidence): Scale {
  const { observations, timetable } = evidence;
  const { seconds, generator } = observations;
  const bestSeconds = BEST_SECONDS.find((each) => each <= seconds.length * BEST_SHARE_MAX) ?? seconds.length;
  return {
    hasOrders: evidence.forecast.shop.orderStep !== null,
    shoppersMax: most(seconds.map(({ shoppers }) => shoppers)),
    shoppersSending: observations.distinctShoppers.reduce((total, { value }) => total + value, 0),
    bestSeconds,
    requestsPerSecondBest: bestRate(seconds, bestSeconds, (second) => second.responses),
    ordersPerSecondBest: bestRate(seconds, bestSeconds, (second) => second.ordersOk),
    heldTogether: heldTogether(evidence),
    phases: timetable.map((time) => phaseScale(evidence, time)),
    generatorRssBytesMax: generator.rssBytesMax,
    allPssBytesMax: generator.allPssBytesMax,
    generatorCpuSeconds: generator.cpuSeconds,
    cpuShare: generator.allCpuSeconds / Math.max(generator.cores * generator.wallSeconds, Number.EPSILON),
  };
}

function phaseScale({ observations, forecast }: Evidence, time: PhaseTime): PhaseScale {
  const { phase } = time;
  const last = observations.seconds.at(-1);
  const seenUntilMs = Math.min(time.endMs, last === undefined ? 0 : endMs(last));
  const seconds = Math.max(0, seenUntilMs - time.startMs) / MS_PER_SECOND;
  const each = (total: number): number => (seconds > 0 ? total / seconds : 0);
  const { ended } = countsAt(observations, { phase, step: null });
  const sendLag = observations.phases.find((seen) => seen.phase === phase)?.sendLag;
  const p99Ms =
    sendLag === undefined ? null : quantileMs(merged(sendLag.generator, sendLag.slot), LAG_QUANTILE);
  return {
    phase,
    seconds,
    shoppersMean: each(valueAt(observations.shopperSeconds, phase)),
    shoppersSending: valueAt(observations.distinctShoppers, phase),
    requestsPerSecond: each(ended),
    // Of this phase, like its requests: what a parallel phase ordered meanwhile is not its own.
    ordersPerSecond: each(
      orderStepsOf(forecast.shop).reduce((sum, step) => sum + countsAt(observations, { phase, step }).ok, 0),
    ),
    sendLagMsP99: p99Ms === Number.POSITIVE_INFINITY ? null : p99Ms,
    cpuShare: cpuShareIn(observations.generator, phase),
    ...connectionsIn(observations, phase, each),
  };
}

function connectionsIn(
  { connections }: Evidence['observations'],
  phase: string,
  each: (total: number) => number,
): Pick<PhaseScale, 'connections'> {
  const held = connections?.held.find((its) => its.phase === phase);
  if (connections === undefined || held === undefined) return {};
  const dropped = sum(connections.dropped.filter((its) => its.phase === phase));
  return { connections: { mean: each(held.seconds), most: held.most, dropped } };
}

function cpuShareIn({ cores, cpuByPhase }: GeneratorUse, phase: string): number | null {
  const used = cpuByPhase.find((each) => each.phase === phase);
  return used === undefined ? null : used.allCpuSeconds / (cores * used.wallSeconds);
}

/** The highest mean over `windowSeconds` consecutive seconds. */
function bestRate(
  seconds: readonly SecondOfRun[],
  windowSeconds: number,
  count: (second: SecondOfRun) => number,
): number {
  let best = 0;
  let inWindow = 0;
  for (const [i, second] of seconds.entries()) {
    inWindow += count(second);
    if (i >= windowSeconds) inWindow -= count(seconds[i - windowSeconds]!);
    if (i + 1 >= windowSeconds) best = Math.max(best, inWindow / windowSeconds);
  }
  return best;
}

function heldTogether({ plan, observations, timetable }: Evidence): HeldTogether | null {
  const crowds = plan.phases.map(({ name: phase, populations }) => ({
    phase,
    planned: heldAtMost(populations, plan),
  }));
  const largest = crowds.reduce((most, crowd) => (crowd.planned > most.planned ? crowd : most), {
    phase: '',
    planned: 0,
  });
  const time = timetable.find(({ phase }) => phase === largest.phase);
  if (time === undefined) return null;
  let longest: readonly SecondOfRun[] = [];
  let stretch: readonly SecondOfRun[] = [];
  const whole = secondsOf(observations.seconds, time);
  const settling = Math.min(SETTLING_SECONDS, Math.floor(whole.length * SETTLING_SHARE_MAX));
  for (const second of whole.slice(settling)) {
    stretch = second.shoppers < largest.planned * TOGETHER_SHARE_MIN ? [] : [...stretch, second];
    if (stretch.length > longest.length) longest = stretch;
  }
  if (longest.length === 0) return null;
  const orders = longest.reduce((total, second) => total + second.ordersOk, 0);
  return {
    phase: largest.phase,
    shoppersPlanned: Math.round(largest.planned),
    shoppersMin: longest.reduce(
      (least, second) => Math.min(least, second.shoppers),
      Number.POSITIVE_INFINITY,
    ),
    seconds: longest.length,
    ordersPerHour: (orders / longest.length) * SECONDS_PER_HOUR,
  };
}

/** The planned peak of all held populations of a phase. A sum of piecewise-linear curves is highest at a corner of one of them. */
function heldAtMost(
  populations: Evidence['plan']['phases'][number]['populations'],
  plan: Evidence['plan'],
): number {
  const held = populations.filter((population) => population.kind === 'held');
  const curves = held.map(({ shoppers }) => new Curve(shoppers, plan.speed, plan.scale));
  const MS_PER_MINUTE = 60_000;
  const corners = held.flatMap(({ shoppers }) =>
    shoppers.map(({ atMinute }) => (atMinute * MS_PER_MINUTE) / plan.speed),
  );
  return Math.max(0, ...corners.map((ms) => curves.reduce((total, curve) => total + curve.at(ms), 0)));
}

/** The seconds that lie wholly within a phase. */
const secondsOf = (seconds: readonly SecondOfRun[], time: PhaseTime): readonly SecondOfRun[] =>
  seconds.filter((second) => beginMs(second) >= time.startMs && endMs(second) <= time.endMs);
