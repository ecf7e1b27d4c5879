/** Whether a scale-out arrives in time: a plan's burst, measured capacity and an autoscaler as it is configured → an answer. Pure. */

import type { Tier } from '../capacity/answer.ts';
import type { Model } from '../capacity/model.ts';
import type { Price } from '../capacity/prices.ts';
import { fewestFor, mostOf } from '../capacity/usl.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { inFull, inShort } from '../text/numbers.ts';
import type { Autoscaler } from './autoscaler.ts';
import type { World } from './course.ts';
import { curvesOf, perReplicaOf } from './curves.ts';
import { type Demand, steeper } from './demand.ts';
import { leastPreWarm, type PreWarm } from './pre-warm.ts';
import { replicasBefore } from './run-in.ts';
import type { Settings } from './settings.ts';
import type { Shoppers } from './shoppers.ts';
import { monteCarloError } from './spread.ts';
import { ALONE, STRATEGIES, type StrategyName, strategyOf } from './strategies.ts';
import { type Result, resultOf, Study } from './study.ts';
import { type TypicalCourse, typicalCourse } from './typical-course.ts';

export interface Money {
  readonly amount: number;
  /** As it is written: `CNY`. */
  readonly currency: string;
}

export interface Asked {
  /** Of the plan, for people. */
  readonly plan: string;
  /** The calendar's zero, such as 2026-06-18T19:30:00+08:00. */
  readonly startsAt: string;
  readonly demand: Demand;
  readonly shoppers: Shoppers;
  readonly model: Model;
  readonly tiers: readonly Tier[];
  /** How many times the largest count measured may be simulated. */
  readonly extrapolate: number;
  /** The share of what the machines carry that a schedule's demand may take. */
  readonly utilisation: number;
  readonly autoscaler: Autoscaler;
  readonly settings: Settings;
  readonly targetShare: number;
  readonly withinMs: number;
  readonly draws: number;
  readonly seed: number;
  /** How many times as steep the other burst is. */
  readonly steeper: number;
  readonly price: Price | null;
  readonly orderValue: Money | null;
}

export interface Compared {
  readonly name: StrategyName;
  /** As planned, and with the steeper burst. Null: there is no pre-warm that is enough. */
  readonly planned: Result | null;
  readonly steep: Result | null;
}

export interface ScaleOut {
  readonly asked: Asked;
  /** Requests a second in the busiest second. */
  readonly peak: number;
  readonly replicasFirst: number;
  /** That carry the peak at the utilisation asked for. */
  readonly replicasAtPeak: number;
  /** More were never measured, nor are they simulated. */
  readonly farthest: number;
  /** The most that can be there: of what is simulated, and of the provider's quota. */
  readonly limit: number;
  /** Of the draws must hold the objective. */
  readonly holdShare: number;
  readonly compared: readonly Compared[];
  /** Null: no number of replicas is enough. */
  readonly preWarm: PreWarm | null;
  /** The same for the steeper burst. */
  readonly preWarmSteep: PreWarm | null;
  readonly searchDraws: number;
  /** By how much chance may move the share of draws that hold the objective. */
  readonly searchError: number;
  readonly course: TypicalCourse;
}

/** What is simulated next, and how many parts are done. Somebody waits for half a minute. */
export interface Progress {
  readonly part: 'search' | StrategyName;
  readonly done: number;
  readonly parts: number;
}
/** Searches for the least pre-warm, for either burst. */
const SEARCHES = 2;

/** Of the draws must hold the objective. */
export const HOLD_SHARE = 0.95;
/** A search asks some twenty times: with so many draws, chance moves 95 % by 1.4 points. */
const SEARCH_DRAWS_MAX = 1000;

/**
 * @param progress told before each part begins
 * @throws CarnivalError (90) where the measurements do not reach
 */
export function scaleOutOf(asked: Asked, progress: (progress: Progress) => void = () => undefined): ScaleOut {
  const { demand, model, settings, autoscaler, draws, seed } = asked;
  const peak = demand.perSecond.reduce((most, each) => Math.max(most, each), 0);
  const farthest = Math.floor(model.measuredTo * asked.extrapolate);
  mustReach(asked, peak, farthest);
  const limit = Math.min(farthest, settings.nodes.quotaPods ?? farthest);
  const replicasMax = Math.max(limit, autoscaler.maxReplicas, autoscaler.minReplicas);
  const ceiling = Math.min(Number.POSITIVE_INFINITY, ...asked.tiers.map((tier) => tier.ceiling));
  const curves = curvesOf(model, replicasMax, farthest);
  const likely = perReplicaOf(model.curve, replicasMax, farthest);
  const common = {
    ...{ burstSeconds: demand.burstSeconds, autoscaler, settings, shoppers: asked.shoppers, ceiling },
    ...{ targetShare: asked.targetShare, replicasMax },
  };
  const replicasFirst = replicasBefore(common, demand.perSecond[0] ?? 0, likely);
  const worldOf = (perSecond: Float64Array): World => ({ ...common, demand: perSecond, replicasFirst });
  const planned = new Study(worldOf(demand.perSecond), curves, seed);
  const steep = new Study(worldOf(steeper(demand.perSecond, asked.steeper)), curves, seed);
  const searchDraws = Math.min(draws, SEARCH_DRAWS_MAX);
  const begins = (part: Progress['part'], done: number): void =>
    progress({ part, done, parts: SEARCHES + STRATEGIES.length });
  const search = { draws: searchDraws, share: HOLD_SHARE, replicasMax: limit };
  begins('search', 0);
  const preWarm = leastPreWarm(planned, search);
  begins('search', 1);
  const preWarmSteep = leastPreWarm(steep, search);
  const withHeadroom = fewestFor(model.curve, peak / asked.utilisation);
  const replicasAtPeak = Math.min(limit, Number.isFinite(withHeadroom) ? withHeadroom : limit);
  begins('autoscaler', SEARCHES);
  const alone = planned.run(draws, ALONE);
  const compared = STRATEGIES.map((name, i): Compared => {
    if (i > 0) begins(name, SEARCHES + i);
    const strategy = strategyOf(name, planned, { preWarm, replicasAtPeak });
    if (strategy === null) return { name, planned: null, steep: null };
    const outcomes = strategy === ALONE ? alone : planned.run(draws, strategy);
    return {
      name,
      planned: resultOf(outcomes, planned),
      steep: resultOf(steep.run(draws, strategy), steep),
    };
  });
  return {
    ...{ asked, peak, replicasFirst, replicasAtPeak, farthest, limit, holdShare: HOLD_SHARE, compared },
    ...{ preWarm, preWarmSteep, searchDraws, searchError: monteCarloError(HOLD_SHARE, searchDraws) },
    course: typicalCourse(planned, ALONE, alone),
  };
}

/** @throws CarnivalError (90) where no number of replicas that is known of carries the peak */
function mustReach({ model, tiers, extrapolate }: Asked, peak: number, farthest: number): void {
  const [lowest] = [...tiers].sort((one, other) => one.ceiling - other.ceiling);
  const inconclusive = (problem: string, hint: string): CarnivalError =>
    new CarnivalError(problem, { hint, exitCode: EXIT.inconclusive });
  const perSecond = `${inFull(peak)} requests/s`;
  if (lowest !== undefined && lowest.ceiling < peak)
    throw inconclusive(
      `no scale-out will do: the burst asks for ${perSecond}, and ${lowest.tier} carries ${inFull(lowest.ceiling)}`,
      'replicas do not scale it: raise its ceiling, or lower the demand',
    );
  const needed = fewestFor(model.curve, peak);
  if (needed <= farthest) return;
  const most = mostOf(model.curve);
  if (!Number.isFinite(needed))
    throw inconclusive(
      `the measurements do not reach the burst: it asks for ${perSecond}, and the curve comes to ${inFull(most)}`,
      'name the plan that the capacity is for: --plan; carnival capacity says where the contention is',
    );
  throw inconclusive(
    `the measurements do not reach the burst: its ${perSecond} take ${inFull(needed)} machines, and ${inShort(model.measuredTo)} were measured`,
    `measure more, or say --extrapolate ${Math.max(Math.ceil(needed / model.measuredTo), Math.ceil(extrapolate))}`,
  );
}
