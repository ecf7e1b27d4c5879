/**
 * The plan's mix of behaviours as open load: how many sessions of each begin in a second, at real think times, in the plan's busiest phase.
 * A level multiplies all of them alike.
 */
import type { Phase, Plan, Population } from '../../scenarios/campaigns/plan.ts';
import { Curve } from '../../scenarios/crowd/curve.ts';
import type { Forecast, PhaseForecast } from '../forecast/forecast.ts';
import { runForecast } from '../forecast/run-forecast.ts';
import type { Subject } from '../forecast/subject.ts';

export interface Share {
  readonly population: string;
  readonly behaviour: string;
  readonly sessionsPerSecond: number;
}

export interface Mix {
  readonly phase: string;
  readonly shares: readonly Share[];
  /** Of all of them together. */
  readonly requestsPerSecond: number;
  /** Seconds that a session thinks, on average over all of them, at real think times. */
  readonly thinkSecondsEach: number;
  /** Populations that are no steady load: a herd comes once, and who returns needs those who were there before. */
  readonly leftOut: readonly string[];
}

/** So many sessions tell how many requests one makes, within some hundredths. */
const SESSIONS = 2000;
const SECONDS_PER_HOUR = 3600;
const SECONDS_PER_MINUTE = 60;
/** All of them begin within as long, and are over soon afterwards: think times are that short. */
const SAMPLE_SECONDS = 20;
const SAMPLE_PACE = 0.01;

/** @param forecast of the plan */
export function mixOf(plan: Plan, subject: Subject, forecast: Forecast, named = plan.capacity?.phase): Mix {
  const busiest = forecast.phases.reduce((most, each) =>
    each.requestsPerSecondMean > most.requestsPerSecondMean ? each : most,
  );
  const seen = forecast.phases.find(({ phase }) => phase === named) ?? busiest;
  const phase = plan.phases.find(({ name }) => name === seen.phase)!;
  const steady = phase.populations.filter(isSteady);
  const sample = sampleOf(plan, phase, steady, subject);
  const shares = steady.map((population) => {
    const { name, behaviour } = population;
    return {
      ...{ population: name, behaviour },
      sessionsPerSecond: sessionsPerSecond(plan, population, seen, requestsEach(sample, name)),
    };
  });
  const sessions = shares.reduce((sum, share) => sum + share.sessionsPerSecond, 0);
  const requests = (share: Share): number => share.sessionsPerSecond * requestsEach(sample, share.population);
  return {
    phase: phase.name,
    shares,
    requestsPerSecond: shares.reduce((sum, share) => sum + requests(share), 0),
    thinkSecondsEach:
      shares.reduce(
        (sum, share) => sum + requests(share) * (sample.thinkSecondsMean[share.population]! / SAMPLE_PACE),
        0,
      ) / Math.max(sessions, Number.MIN_VALUE),
    leftOut: phase.populations.filter((each) => !isSteady(each)).map(({ name }) => name),
  };
}

const isSteady = (population: Population): boolean =>
  population.kind !== 'herd' && population.of === undefined;

/** A short phase in which as many sessions of each population begin. */
function sampleOf(
  plan: Plan,
  phase: Phase,
  populations: readonly Population[],
  subject: Subject,
): PhaseForecast {
  const even = populations.map(({ name, behaviour }) => ({
    ...({ kind: 'arriving', name, behaviour, process: 'even', paced: true } as const),
    perHour: [{ atMinute: 0, value: (SESSIONS / SAMPLE_SECONDS) * SECONDS_PER_HOUR }],
  }));
  const calendarMinutes = (SAMPLE_SECONDS * plan.speed) / SECONDS_PER_MINUTE;
  const { drills: _, ...undrilled } = plan;
  const sampled = {
    ...undrilled,
    ...{ pace: SAMPLE_PACE, scale: 1 },
    phases: [
      { name: phase.name, calendarMinutes, begins: { after: 'previous' } as const, populations: even },
    ],
  };
  return runForecast(sampled, subject).phases[0]!;
}

const requestsEach = ({ intendedByPopulation, sessions }: PhaseForecast, population: string): number =>
  (intendedByPopulation[population] ?? 0) / Math.max(1, sessions[population] ?? 0);

function sessionsPerSecond(
  plan: Plan,
  population: Population,
  forecast: PhaseForecast,
  requests: number,
): number {
  if (population.kind !== 'held') return (forecast.sessions[population.name] ?? 0) / forecast.seconds;
  // Little's law, with the response time left out: it is short beside a thought.
  const thinkSeconds = forecast.thinkSecondsMean[population.name]! / (population.paced ? plan.pace : 1);
  const shoppers = new Curve(population.shoppers, plan.speed, plan.scale).max;
  return shoppers / thinkSeconds / Math.max(requests, Number.MIN_VALUE);
}
