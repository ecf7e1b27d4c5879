/** Everything that a verdict is made from, and sums over it that several checks need. */
import type { Plan, PlannedDrill } from '../../scenarios/campaigns/plan.ts';
import type { PhaseTime } from '../../scenarios/crowd/timetable.ts';
import type { DrillTime } from '../../scenarios/drills/drill.ts';
import type { Forecast, PhaseForecast, PopulationForecast } from '../forecast/forecast.ts';
import type { DrillSeen } from './drills-seen.ts';
import { isOwn } from './indicators.ts';
import type { Observations, PopulationValue, SecondOfRun, SessionCount } from './observations.ts';
import { type AnyPlace, isAt } from './place.ts';

export interface Evidence {
  readonly plan: Plan;
  readonly forecast: Forecast;
  readonly observations: Observations;
  /** `timetable(plan)`. */
  readonly timetable: readonly PhaseTime[];
  /** Where a drill's own expectations are judged: the drill. The observations are then of its window alone. */
  readonly drill?: DrillEvidence;
}

/** One drill, as planned and as it went. */
export interface DrillEvidence {
  readonly planned: PlannedDrill;
  readonly time: DrillTime;
  readonly seen: DrillSeen;
  /** The observations of the whole run, the drill's window included. */
  readonly whole: Observations;
}

/** Requests at a place, whoever was late: the generator's own lateness is left out only where a share is judged, see sample.ts. */
export interface Counts {
  readonly intended: number;
  readonly unsent: number;
  readonly ok: number;
  readonly refused: number;
  readonly failed: number;
  readonly degraded: number;
  /** Bots that risk control turned away. */
  readonly stopped: number;
  /** ok + refused + failed + degraded + stopped. */
  readonly ended: number;
  /** Of those that ended: late, or failed, only because of the generator. */
  readonly own: number;
  /** Of those that failed: inside the generator, so that the target never answered. */
  readonly ownFailed: number;
}

export function countsAt(observations: Observations, place: AnyPlace): Counts {
  const isThere = isAt(place);
  const responses = observations.responses.filter(isThere);
  const endedAs = (outcome: string): number => sum(responses.filter((each) => each.outcome === outcome));
  return {
    intended: sum(observations.intended.filter(isThere)),
    unsent: sum(observations.unsent.filter(isThere)),
    ok: endedAs('ok'),
    refused: endedAs('refused'),
    failed: endedAs('failed'),
    degraded: endedAs('degraded'),
    stopped: endedAs('stopped'),
    ended: sum(responses),
    own: sum(responses.filter(isOwn)),
    ownFailed: sum(responses.filter((each) => isOwn(each) && each.outcome === 'failed')),
  };
}

/** The forecast of a phase; undefined if it was not forecast. */
export const forecastOf = (
  { forecast }: Pick<Evidence, 'forecast'>,
  phase: string,
): PhaseForecast | undefined => forecast.phases.find((each) => each.phase === phase);

/** The regions of the plan, and any other in which something was counted. */
export const regionsWith = (plan: Plan, seen: readonly { readonly region: string }[]): readonly string[] => [
  ...new Set([...plan.regions.map(({ name }) => name), ...seen.map(({ region }) => region)]),
];

/** Sessions of a population that began by plan: the target cannot influence them. */
export const plannedSessions = (
  { sessions }: Observations,
  phase: string,
  population: string,
): readonly SessionCount[] =>
  sessions.filter((each) => each.phase === phase && each.population === population && each.cause === 'plan');

export const sum = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((total, each) => total + each.count, 0);

/** The steps of a phase that were forecast or requested. A step that should have samples but has none also gets a cell. */
export function stepsOf(evidence: Evidence, phase: string): readonly string[] {
  const expected = forecastOf(evidence, phase)?.intendedByStep ?? {};
  const seen = evidence.observations.intended.filter((each) => each.phase === phase && each.count > 0);
  const forecastSteps = Object.keys(expected).filter((step) => expected[step]! > 0);
  return [...new Set([...forecastSteps, ...seen.map((each) => each.step)])];
}

/** Sessions begun by a population in a phase. */
export const sessionsOf = ({ sessions }: Observations, phase: string, population: string): number =>
  sum(sessions.filter((each) => each.phase === phase && each.population === population));

/** A population's value in a phase; the sum over all populations if none is given. */
export const valueAt = (values: readonly PopulationValue[], phase: string, population?: string): number =>
  values
    .filter((each) => each.phase === phase && (population === undefined || each.population === population))
    .reduce((total, each) => total + each.value, 0);

/** The forecast of a phase's populations. */
export const populationsOf = (
  evidence: Pick<Evidence, 'forecast'>,
  phase: string,
): readonly PopulationForecast[] => forecastOf(evidence, phase)?.populations ?? [];

const MS_PER_SECOND = 1000;

/** When a second begins and ends, in milliseconds from the run's zero, like the timetable. */
export const beginMs = (second: Pick<SecondOfRun, 'atSeconds'>): number => second.atSeconds * MS_PER_SECOND;
export const endMs = (second: Pick<SecondOfRun, 'atSeconds'>): number =>
  (second.atSeconds + 1) * MS_PER_SECOND;

export const wasInterrupted = ({ observations }: Evidence): boolean =>
  observations.events.some((event) => event.kind === 'interrupted');

/** Why a clause of the plan ended the load, or null. */
export const whyAborted = ({ observations }: Evidence): string | null =>
  observations.events.find((event) => event.kind === 'aborted')?.reason ?? null;

/** Whether somebody or something ended the run before the plan was carried out. */
export const wasCutShort = (evidence: Evidence): boolean =>
  wasInterrupted(evidence) || whyAborted(evidence) !== null;

/** How many VUs of a phase started, and how many finished. */
export function vusOf(
  { observations }: Evidence,
  phase: string,
): { readonly started: number; readonly finished: number } {
  const seen = observations.phases.find((each) => each.phase === phase);
  return { started: seen?.vusStarted ?? 0, finished: seen?.vusFinished ?? 0 };
}

/** Whether every VU finished. Only then do we know every answer. */
export const everyVuFinished = (evidence: Evidence): boolean =>
  evidence.observations.missing === null &&
  !wasCutShort(evidence) &&
  evidence.plan.phases.every(({ name }) => {
    const { started, finished } = vusOf(evidence, name);
    const { vus } = evidence.plan.generator;
    return started === vus && finished === vus;
  });
