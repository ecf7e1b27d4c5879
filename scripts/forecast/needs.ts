/** What it takes to send a forecast's load: cores, memory, generators. Pure arithmetic on measured costs. */
import { availableParallelism } from 'node:os';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { Curve } from '../../scenarios/crowd/curve.ts';
import type { Costs } from './costs.ts';
import type { Forecast, PhaseForecast } from './forecast.ts';
import { type HerdNeeds, herdNeeds } from './herd-needs.ts';

/** A generator that is busier than this sends late: near full use, queues grow without limit. */
const BUSY_SHARE_MAX = 0.8;

/** Measured, of a silent one: decision 057. */
const BYTES_PER_CONNECTION = 57_000;

export interface PhaseNeeds {
  readonly phase: string;
  readonly generatorCores: number;
  /** Of k6, shop, Prometheus and the command together, when all run on one machine. */
  readonly allCores: number;
  readonly generatorBytes: number;
}
export interface Needs {
  readonly costs: Costs;
  readonly cores: number;
  /** Of the plan. */
  readonly withinMs: number;
  readonly inFlightMax: number;
  readonly phases: readonly PhaseNeeds[];
  /** The plan's busiest phase with real think times: the campaign as it would be. */
  readonly paceOne: {
    readonly phase: string;
    readonly requestsPerSecond: number;
    readonly generatorsOfOneCore: number;
  };
  /** What the plan's steepest herd takes; null if the plan has none. */
  readonly herd: HerdNeeds | null;
}

export function needsOf(plan: Plan, forecast: Forecast, costs: Costs, cores = availableParallelism()): Needs {
  const phases = forecast.phases.map((phase) => phaseNeeds(phase, costs));
  const busiest = forecast.phases.reduce((a, b) =>
    b.requestsPerSecondMean > a.requestsPerSecondMean ? b : a,
  );
  const requestsPerSecond = atPaceOne(plan, busiest);
  const perGenerator = (BUSY_SHARE_MAX - costs.generatorCoresIdle) / costs.generatorCpuSecondsPerRequest;
  const generators = Math.ceil(requestsPerSecond / perGenerator);
  return {
    costs,
    cores,
    withinMs: plan.withinMs,
    inFlightMax: plan.generator.inFlightMax,
    phases,
    paceOne: { phase: busiest.phase, requestsPerSecond, generatorsOfOneCore: generators },
    herd: herdNeeds(plan, forecast, costs, {
      cores,
      fleetCoresIdle: generators * (1 - BUSY_SHARE_MAX),
    }),
  };
}

/** Cores that a generator keeps busy at a rate of requests a second. */
export const generatorCores = (requestsPerSecond: number, costs: Costs): number =>
  costs.generatorCoresIdle + requestsPerSecond * costs.generatorCpuSecondsPerRequest;

/** Requests a second that this many cores send, serve and count when none is idle. Steady load must be lower, or queues grow. */
export const requestsPerSecondAtMost = (cores: number, costs: Costs): number =>
  Math.max(0, cores - costs.generatorCoresIdle) / costs.allCpuSecondsPerRequest;

/** Memory of a generator that holds this many shoppers. */
export const generatorBytes = (shoppers: number, costs: Costs): number =>
  costs.generatorBytesBase + shoppers * costs.bytesPerShopper;

/** Memory of k6, shop, Prometheus and the command together, with this many shoppers. */
export const allBytes = (shoppers: number, costs: Costs): number =>
  costs.allBytesBase + shoppers * costs.bytesPerShopper;

/** How many shoppers fit into this memory beside everything else; 0 if not even everything else fits. */
export const shoppersAtMost = (bytes: number, costs: Costs): number =>
  Math.max(0, Math.floor((bytes - costs.allBytesBase) / costs.bytesPerShopper));

/**
 * Requests a second that the plan's peak sends at real think times: the mean of its busiest phase, or the busiest second of its
 * steepest herd with what goes on beside it, whichever is more.
 */
export const peakPerSecond = ({ paceOne, herd }: Needs): number =>
  Math.max(paceOne.requestsPerSecond, herd === null ? 0 : herd.requestsPerSecondMax + herd.besidePerSecond);

function phaseNeeds(phase: PhaseForecast, costs: Costs): PhaseNeeds {
  const rate = phase.requestsPerSecondMean;
  return {
    phase: phase.phase,
    generatorCores: generatorCores(rate, costs),
    allCores: costs.generatorCoresIdle + rate * costs.allCpuSecondsPerRequest,
    generatorBytes:
      generatorBytes(phase.shoppersMax, costs) + (phase.connections?.most ?? 0) * BYTES_PER_CONNECTION,
  };
}

/** Requests a second of a phase with real think times: N / Z for held shoppers (Little's law), the others as forecast. */
function atPaceOne(plan: Plan, forecast: PhaseForecast): number {
  const phase = plan.phases.find((each) => each.name === forecast.phase)!;
  return phase.populations.reduce((sum, population) => {
    const { name, kind, paced } = population;
    if (kind !== 'held') return sum + (forecast.intendedByPopulation[name] ?? 0) / forecast.seconds;
    const thinkSeconds = forecast.thinkSecondsMean[name]! / (paced ? plan.pace : 1);
    return sum + new Curve(population.shoppers, plan.speed, plan.scale).max / thinkSeconds;
  }, 0);
}
