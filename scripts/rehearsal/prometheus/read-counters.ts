/**
 * Reads the crowd's counters from Prometheus after the run. Phases are labels and counters are cumulative, so only the last value
 * of each series is needed: no windows, no `rate`, no `increase` (which extrapolates).
 */
import {
  COUNTER,
  type CounterName,
  EVERY_OUTCOME,
  GUARDED_ANSWERS,
  type GuardedAnswer,
  LAG_CAUSES,
  type LagCause,
  type Outcome,
  SESSION_CAUSES,
  WITHIN,
} from '../../../scenarios/metrics.ts';
import type { Histogram } from '../../evidence/counted.ts';
import type {
  AnswerCount,
  GuardedCount,
  Observations,
  PhaseObservation,
  PopulationValue,
  SessionCount,
  VisitCount,
} from '../../evidence/observations.ts';
import { readBrokenSeries } from './broken-series.ts';
import { type Prometheus, PrometheusError, type Sample } from './query.ts';
import { readAlerts } from './read-alerts.ts';
import { readConnections } from './read-connections.ts';
import { readDispersion } from './read-dispersion.ts';
import { readHerds, readSeconds } from './read-seconds.ts';
import { readStepTimes } from './read-step-times.ts';
import { readVersions } from './read-versions.ts';
import type { RunSpan } from './run-span.ts';
import { histogramOf, label, oneOf, PHASE, stepCount } from './samples.ts';
import { lastOf } from './series.ts';

/** The part of the observations that Prometheus holds. */
export type Counters = Omit<
  Observations,
  'version' | 'runId' | 'audit' | 'remarks' | 'serverAnswers' | 'generator' | 'environment' | 'events'
>;

/** Never rejects because of Prometheus. If it cannot be read, `missing` says why, and every list is empty. */
export const readCounters = async (prometheus: Prometheus, run: RunSpan): Promise<Counters> => {
  try {
    return await readAll(prometheus, run);
  } catch (error) {
    if (!(error instanceof PrometheusError)) throw error;
    const phases = run.phases.map((phase) => phaseOf(phase, [], [], [], [], []));
    return { ...NOTHING, phases, missing: error.message };
  }
};

const NOTHING = {
  intended: [],
  intendedByPopulation: [],
  responses: [],
  unsent: [],
  guarded: [],
  answers: [],
  sessions: [],
  cutOff: [],
  sessionsStopped: [],
  distinctShoppers: [],
  shopperSeconds: [],
  pendingSeconds: [],
  seconds: [],
  dispersion: [],
  brokenSeries: [],
  herds: [],
};

const readAll = async (prometheus: Prometheus, run: RunSpan): Promise<Counters> => {
  const ask = (name: CounterName, ...labels: string[]): Promise<readonly Sample[]> =>
    prometheus.instant(`sum by (${[PHASE, ...labels].join(', ')}) (${lastOf(name, run)})`, run.endedAtMs);
  const steps = async (name: CounterName) => (await ask(name, 'step', 'region', 'drill')).map(stepCount);
  const populations = async (name: CounterName) => (await ask(name, 'population')).map(populationValue);

  const [started, finished, ownFailures, sendLag, tickLag] = await Promise.all([
    ask(COUNTER.vuStarted),
    ask(COUNTER.vuFinished),
    ask(COUNTER.ownFailures),
    ask(COUNTER.sendLagBucket, 'cause', 'le'),
    ask(COUNTER.tickLagBucket, 'le'),
  ]);
  const intended = await steps(COUNTER.intended);
  const responseLabels = ['step', 'region', 'drill', 'outcome', 'within'];
  const responses = (await ask(COUNTER.responses, ...responseLabels)).map(responseCount);
  return {
    phases: run.phases.map((phase) => phaseOf(phase, started, finished, ownFailures, sendLag, tickLag)),
    intended,
    intendedByPopulation: await populations(COUNTER.intendedByPopulation),
    responses,
    unsent: await steps(COUNTER.unsent),
    guarded: (await ask(COUNTER.guarded, 'population', 'answer')).map(guardedCount),
    answers: (await ask(COUNTER.answers, 'population', 'step', 'region', 'outcome')).map(answerCount),
    sessions: (await ask(COUNTER.sessions, 'population', 'step', 'region', 'cause')).map(sessionCount),
    cutOff: (await ask(COUNTER.cutOff, 'population', 'step', 'region')).map(visitCount),
    sessionsStopped: await populations(COUNTER.sessionsStopped),
    distinctShoppers: await populations(COUNTER.distinctShoppers),
    shopperSeconds: await populations(COUNTER.shopperSeconds),
    pendingSeconds: await populations(COUNTER.pendingSeconds),
    seconds: await readSeconds(prometheus, run),
    dispersion: await readDispersion(prometheus, { ...run, responses, intended }),
    brokenSeries: await readBrokenSeries(prometheus, run),
    herds: await readHerds(prometheus, run),
    ...(run.holdsConnections === true ? { connections: await readConnections(prometheus, run) } : {}),
    stepTimes: await readStepTimes(prometheus, run),
    alerts: await readAlerts(prometheus, run),
    ...(run.hasGray === true ? { versions: await readVersions(prometheus, run) } : {}),
    missing: null,
  };
};

const populationValue = (sample: Sample): PopulationValue => ({
  phase: label(sample, PHASE),
  population: label(sample, 'population'),
  value: sample.value,
});

const responseCount = (sample: Sample) => ({
  ...stepCount(sample),
  outcome: oneOf<Outcome>(sample, 'outcome', EVERY_OUTCOME),
  within: oneOf(sample, 'within', WITHIN),
});

const visitCount = (sample: Sample): VisitCount => ({
  ...stepCount(sample),
  population: label(sample, 'population'),
});

const sessionCount = (sample: Sample): SessionCount => ({
  ...visitCount(sample),
  cause: oneOf(sample, 'cause', SESSION_CAUSES),
});

const answerCount = (sample: Sample): AnswerCount => ({
  ...visitCount(sample),
  outcome: oneOf<Outcome>(sample, 'outcome', EVERY_OUTCOME),
});

const guardedCount = (sample: Sample): GuardedCount => ({
  phase: label(sample, PHASE),
  population: label(sample, 'population'),
  answer: oneOf<GuardedAnswer>(sample, 'answer', GUARDED_ANSWERS),
  count: sample.value,
});

function phaseOf(
  phase: string,
  started: readonly Sample[],
  finished: readonly Sample[],
  ownFailures: readonly Sample[],
  sendLag: readonly Sample[],
  tickLag: readonly Sample[],
): PhaseObservation {
  const here = (samples: readonly Sample[]) => samples.filter((sample) => label(sample, PHASE) === phase);
  const count = (samples: readonly Sample[]) => here(samples).reduce((sum, { value }) => sum + value, 0);
  const lagOf = (cause: LagCause) =>
    histogramOf(here(sendLag).filter((sample) => label(sample, 'cause') === cause));
  return {
    phase,
    vusStarted: count(started),
    vusFinished: count(finished),
    ownFailures: count(ownFailures),
    sendLag: Object.fromEntries(LAG_CAUSES.map((cause) => [cause, lagOf(cause)])) as Record<
      LagCause,
      Histogram
    >,
    tickLag: histogramOf(here(tickLag)),
  };
}
