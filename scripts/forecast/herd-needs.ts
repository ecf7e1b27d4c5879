/** How large and how steep a herd can be. Pure arithmetic on measured costs. */
import type { Plan, Reaction } from '../../scenarios/campaigns/plan.ts';
import { timetable } from '../../scenarios/crowd/timetable.ts';
import type { Costs } from './costs.ts';
import type { Forecast } from './forecast.ts';

export interface HerdNeeds {
  readonly phase: string;
  readonly shoppers: number;
  /** Null: all act at one instant. */
  readonly reaction: Reaction | null;
  /** Requests of the herd in its busiest second. */
  readonly requestsPerSecondMax: number;
  /** Mean requests a second of everything else that goes on at its release. */
  readonly besidePerSecond: number;
  /** On this machine, shop included. */
  readonly here: {
    /** The largest herd that reacts as quickly. */
    readonly shoppersMax: number;
    /** By what factor the reaction must be slower for the plan's herd; at most 1 if it need not be. */
    readonly stretch: number;
  };
  /** With the generators of the fleet, from what each keeps idle. Their target runs elsewhere. */
  readonly fleet: { readonly shoppersMax: number };
}

/**
 * Of a herd's few seconds. For longer, a machine must be idle by a fifth or it sends late; what waits for the length of a herd's peak
 * is still sent within the limit.
 */
const BUSY_SHARE_MAX = 0.9;

/** Of the herd with most requests in one second. */
export function herdNeeds(
  plan: Plan,
  forecast: Forecast,
  costs: Costs,
  { cores, fleetCoresIdle }: { readonly cores: number; readonly fleetCoresIdle: number },
): HerdNeeds | null {
  const most = forecast.phases.reduce<Forecast['phases'][number] | null>(
    (steepest, phase) =>
      phase.herdRequestsPerSecondMax > (steepest?.herdRequestsPerSecondMax ?? 0) ? phase : steepest,
    null,
  );
  if (most === null) return null;
  const { phase, herdShoppers: shoppers, herdRequestsPerSecondMax: requestsPerSecondMax } = most;
  const besidePerSecond = besideRate(plan, forecast, phase);
  const each = requestsPerSecondMax / shoppers;
  const spareHere =
    (cores * BUSY_SHARE_MAX - costs.generatorCoresIdle) / costs.allCpuSecondsPerRequest - besidePerSecond;
  const spareInFleet = fleetCoresIdle / costs.generatorCpuSecondsPerRequest;
  return {
    phase,
    shoppers,
    reaction: reactionIn(plan, phase),
    requestsPerSecondMax,
    besidePerSecond,
    here: {
      shoppersMax: Math.max(0, Math.floor(spareHere / each)),
      stretch: spareHere > 0 ? requestsPerSecondMax / spareHere : Number.POSITIVE_INFINITY,
    },
    fleet: { shoppersMax: Math.floor(spareInFleet / each) },
  };
}

/** The mean rates of the other phases that run when the herd is released. */
function besideRate(plan: Plan, forecast: Forecast, phase: string): number {
  const times = timetable(plan);
  const atMs = times.find((time) => time.phase === phase)?.herdAtMs ?? 0;
  return forecast.phases
    .filter((other) => {
      const time = times.find((each) => each.phase === other.phase);
      return other.phase !== phase && time !== undefined && time.startMs <= atMs && atMs < time.endMs;
    })
    .reduce((sum, { requestsPerSecondMean }) => sum + requestsPerSecondMean, 0);
}

/** Of the largest herd of the phase. */
function reactionIn(plan: Plan, phase: string): Reaction | null {
  const herds = plan.phases
    .filter(({ name }) => name === phase)
    .flatMap(({ populations }) => populations.flatMap((each) => (each.kind === 'herd' ? [each] : [])));
  const largest = herds.reduce((one, other) => (other.shoppers > one.shoppers ? other : one));
  return largest.reaction ?? null;
}
