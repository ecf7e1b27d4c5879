/** A rehearsal of the small plan. Healthy unless a test changes it. Its numbers agree with each other like those of a real run. */

import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import type { PhaseTime } from '../../../scenarios/crowd/timetable.ts';
import type { GuardedAnswer, Outcome } from '../../../scenarios/metrics.ts';
import { mockShop } from '../../../scenarios/targets/mock-shop/mock-shop.ts';
import type { Histogram } from '../../evidence/counted.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import {
  type GuardedCount,
  OBSERVATIONS_VERSION,
  type Observations,
  type RunEvent,
  type SecondOfRun,
} from '../../evidence/observations.ts';
import { NO_REMARKS } from '../../evidence/remarks.ts';
import type { Forecast, PhaseForecast } from '../../forecast/forecast.ts';
import { factsOf } from '../../forecast/run-forecast.ts';
import { evenSeconds } from './even-seconds.ts';
import { BROWSES, countsOf, GRAPHS, INTENDED, type StepStories } from './small-counts.ts';
import {
  BROWSER_THINK_SECONDS,
  BROWSERS,
  bots,
  HERD_SHOPPERS,
  held,
  PHASE_SECONDS,
  PLAN,
  VUS,
} from './small-plan.ts';

const SHOP_FACTS = factsOf(mockShop(1));

/** Small enough beside the time spent thinking to leave Little's law alone. */
const PENDING_SECONDS = 100;

/** Guarded requests of bots, in the burst alone, and how risk control answered them. */
export const BOT_REQUESTS = 2000;
const BOTS_PASSED = 5;

export interface Story {
  readonly plan?: Partial<Plan>;
  readonly forecast?: Partial<PhaseForecast>;
  readonly steps?: StepStories;
  readonly events?: readonly RunEvent['kind'][];
  readonly observations?: Partial<Observations>;
}

export function rehearsal(story: Story = {}): Evidence {
  const plan = { ...PLAN, ...story.plan };
  const { firstSteps, ...counts } = countsOf(story.steps ?? {});
  const forecast = forecastOf(plan, firstSteps, story.forecast ?? {});
  const times = timesOf(plan);
  const perPhase = (value: (phase: string) => number, population: string) =>
    plan.phases.map(({ name }) => ({ phase: name, population, value: value(name) }));
  const distinctShoppers = forecast.phases.flatMap(({ phase: name, sessions: begun }) =>
    Object.entries(begun).map(([population, value]) => ({ phase: name, population, value })),
  );
  const observations: Observations = {
    version: OBSERVATIONS_VERSION,
    runId: 'run-1',
    phases: plan.phases.map(({ name }) => phaseSeen(name)),
    ...counts,
    guarded: [
      guarded('stopped', BOT_REQUESTS - BOTS_PASSED),
      guarded('passed', BOTS_PASSED),
      ...honestlyGuarded(counts.answers),
    ],
    intendedByPopulation: perPhase(() => BROWSES, 'browsers'),
    sessionsStopped: [],
    distinctShoppers,
    shopperSeconds: perPhase(() => BROWSERS * PHASE_SECONDS, 'browsers'),
    pendingSeconds: perPhase(() => PENDING_SECONDS, 'browsers'),
    seconds: Array.from({ length: times.length * EVERY_SECONDS }, (_, at) =>
      second(at, at % EVERY_SECONDS < PHASE_SECONDS ? {} : SILENCE),
    ),
    dispersion: evenSeconds({ ...plan, phases: PLAN.phases }, counts, PHASE_SECONDS),
    herds: times.flatMap(({ phase, startMs, herdAtMs }) =>
      herdAtMs === null
        ? []
        : [{ phase, step: 'flash.take', seconds: herdSeconds(startMs / 1000, herdAtMs / 1000) }],
    ),
    remarks: NO_REMARKS,
    audit: {
      done: true,
      reason: null,
      tornLines: 0,
      answersRead: counts.responses.reduce(
        (sum, { step, outcome, count }) =>
          sum + (step === SHOP_FACTS.orderStep && (outcome === 'ok' || outcome === 'failed') ? count : 0),
        0,
      ),
      acknowledged: 12_000,
      lost: 0,
      lostIds: [],
      indeterminate: 0,
      unexplained: 0,
      oversoldPieces: 0,
      overissuedCoupons: 0,
      brokenPromises: [],
      unasked: [],
      arrivals: [],
    },
    serverAnswers: [],
    generator: {
      exitCode: 0,
      signal: null,
      cpuSeconds: 150,
      rssBytesMax: 281e6,
      allPssBytesMax: 512e6,
      allCpuSeconds: 300,
      cpuByPhase: [cpuOf('warm-up', 40), cpuOf('burst', 120)],
      cores: 2,
      wallSeconds: 310,
    },
    events: (story.events ?? []).map((kind) => ({ atMs: 0, kind, reason: `it was ${kind}` })),
    brokenSeries: [],
    missing: null,
    ...story.observations,
  };
  return { plan, forecast, observations, timetable: times };
}

const cpuOf = (phase: string, allCpuSeconds: number) => ({
  phase,
  wallSeconds: PHASE_SECONDS,
  allCpuSeconds,
  generatorCpuSeconds: allCpuSeconds / 2,
  machineCpuSeconds: allCpuSeconds + 5,
});

/** A phase, then ten seconds without load. */
const EVERY_SECONDS = PHASE_SECONDS + 10;
export const HERD_AFTER_SECONDS = 30;
/** Requests a second at the herd's own steps. */
const HERD_REQUESTS = 200;
const herdSeconds = (startSeconds: number, releaseSeconds: number) =>
  Array.from({ length: startSeconds + EVERY_SECONDS - releaseSeconds }, (_, i) => {
    const requests = releaseSeconds + i < startSeconds + PHASE_SECONDS ? HERD_REQUESTS : 0;
    return {
      atSeconds: releaseSeconds + i,
      intended: requests,
      responses: requests,
      good: requests,
      ended: requests,
    };
  });
const SILENCE = { intended: 0, responses: 0, good: 0, ordersOk: 0, shoppers: 0 };

const timesOf = (plan: Plan): readonly PhaseTime[] =>
  plan.phases.map(({ name, populations }, i) => {
    const startMs = i * EVERY_SECONDS * 1000;
    const hasHerd = populations.some(({ kind }) => kind === 'herd');
    const herdAtMs = hasHerd ? startMs + HERD_AFTER_SECONDS * 1000 : null;
    return { phase: name, startMs, endMs: startMs + PHASE_SECONDS * 1000, setupMs: 0, herdAtMs };
  });

function forecastOf(
  plan: Plan,
  firstSteps: ReturnType<typeof countsOf>['firstSteps'],
  change: Partial<PhaseForecast>,
): Forecast {
  const phases = plan.phases.map(({ name }): PhaseForecast => {
    const intendedByStep = INTENDED[name]!;
    const intended = Object.values(intendedByStep).reduce((sum, count) => sum + count, 0);
    const isFlash = name === 'flash-sale';
    const populations = plan.phases.find((each) => each.name === name)!.populations;
    return {
      phase: name,
      seconds: PHASE_SECONDS,
      shoppersMax: BROWSERS,
      populations: populations.map(({ name: population, behaviour }) => ({
        population,
        behaviour,
        isBot: population === bots.name,
        meetsGuards: population !== held.name,
        ...GRAPHS[population]!,
      })),
      intendedByStep,
      intended,
      intendedByPopulation: { browsers: BROWSES },
      requestsPerSecondMean: intended / PHASE_SECONDS,
      requestsPerSecondMax: 400,
      sessions: isFlash ? { herd: HERD_SHOPPERS } : { buyers: intendedByStep['coupon.redeem']! },
      firstSteps: firstSteps.flatMap(({ phase, ...each }) => (phase === name ? [each] : [])),
      thinkSecondsMean: { browsers: BROWSER_THINK_SECONDS },
      ordersPerHour: 0,
      inFlightMean: 1,
      inFlightMax: 10,
      herdShoppers: isFlash ? HERD_SHOPPERS : 0,
      herdRequestsPerSecondMax: isFlash ? HERD_SHOPPERS / 2 : 0,
      ...change,
    };
  });
  const { name, scale, pace, speed, seed } = plan;
  return { plan: name, scale, pace, speed, seed, shop: SHOP_FACTS, phases };
}

/** Answers of guarded steps to the bots of the burst. */
export const guarded = (answer: GuardedAnswer, count: number): GuardedCount => ({
  phase: 'burst',
  population: bots.name,
  answer,
  count,
});

/** What risk control answered to everybody else, at whatever step but home. */
const honestlyGuarded = (answers: Observations['answers']): readonly GuardedCount[] =>
  answers
    .filter(({ population, count }) => population !== held.name && count > 0)
    .map(({ phase, population, outcome, count }) => ({ phase, population, answer: ANSWER[outcome], count }));
const ANSWER = {
  ok: 'passed',
  refused: 'passed',
  degraded: 'passed',
  failed: 'other',
  stopped: 'stopped',
} as const satisfies Record<Outcome, GuardedAnswer>;

export const phaseSeen = (name: string) => ({
  phase: name,
  vusStarted: VUS,
  vusFinished: VUS,
  ownFailures: 0,
  sendLag: { generator: lags(20_000), slot: lags(0) },
  tickLag: lags(20_000),
});

/** A phase whose generator had too little CPU. */
export const starved = (phase: string) => ({
  ...phaseSeen(phase),
  tickLag: lags(20_000, 1000),
  sendLag: { generator: lags(20_000, 1000), slot: lags(0) },
});

/** Half within 10 ms, all within 100 ms but for `late` of them, which take up to 300 ms. */
export const lags = (n: number, late = 0): Histogram => ({
  buckets: [
    { leSeconds: 0.01, count: Math.floor((n - late) / 2) },
    { leSeconds: 0.1, count: n - late },
    { leSeconds: 0.3, count: n },
    { leSeconds: null, count: n },
  ],
});

export const second = (atSeconds: number, change: Partial<SecondOfRun> = {}): SecondOfRun => ({
  atSeconds,
  intended: 200,
  responses: 200,
  good: 200,
  ordersOk: 40,
  shoppers: BROWSERS,
  ...change,
});
