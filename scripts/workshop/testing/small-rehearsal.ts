/** A rehearsal of the small plan. Healthy unless a test changes it. Its numbers agree with each other like those of a real run. */
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import type { PhaseTime } from '../../../scenarios/crowd/timetable.ts';
import type { GuardedAnswer } from '../../../scenarios/metrics.ts';
import { ORDER_STEP } from '../../../scenarios/storefront/storefront.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import {
  type GuardedCount,
  type Histogram,
  OBSERVATIONS_VERSION,
  type Observations,
  type RunEvent,
  type SecondOfRun,
  type StepCount,
} from '../../evidence/observations.ts';
import type { Forecast, PhaseForecast } from '../../forecast/forecast.ts';
import { evenSeconds } from './even-seconds.ts';
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

const BROWSES = (BROWSERS * PHASE_SECONDS) / BROWSER_THINK_SECONDS;
/** Small enough beside the time spent thinking to leave Little's law alone. */
const PENDING_SECONDS = 100;
const INTENDED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'warm-up': { 'home.view': BROWSES, 'coupon.redeem': 1600 },
  burst: { 'home.view': BROWSES, 'coupon.redeem': 12_000, 'order.create': 12_000 },
  'flash-sale': { 'home.view': BROWSES, 'flash.take': HERD_SHOPPERS },
};
/** Of the herd, too late for one of the pieces. */
const FLASH_REFUSED = 500;

/** Guarded requests of bots, in the burst alone, and how risk control answered them. */
export const BOT_REQUESTS = 2000;
const BOTS_PASSED = 5;

/** How a step of a phase went. The rest of `intended` was ok and in time. */
export interface StepStory {
  readonly intended?: number;
  readonly refused?: number;
  readonly failed?: number;
  readonly stopped?: number;
  /** Ok, and over the limit. */
  readonly late?: number;
  readonly unsent?: number;
}
export interface Story {
  readonly plan?: Partial<Plan>;
  readonly forecast?: Partial<PhaseForecast>;
  /** By `phase · step`; both `phase` and `step` may be `*`. */
  readonly steps?: Readonly<Record<string, StepStory | ((intended: number) => StepStory)>>;
  readonly events?: readonly RunEvent['kind'][];
  readonly observations?: Partial<Observations>;
}

export function rehearsal(story: Story = {}): Evidence {
  const plan = { ...PLAN, ...story.plan };
  const forecast = forecastOf(plan, story.forecast ?? {});
  const counts = countsOf(story);
  const times = timesOf(plan);
  const perPhase = (value: (phase: string) => number, population: string) =>
    plan.phases.map(({ name }) => ({ phase: name, population, value: value(name) }));
  const distinctShoppers = forecast.phases.flatMap(({ phase: name, sessions: begun }) =>
    Object.entries(begun).map(([population, value]) => ({ phase: name, population, value })),
  );
  const sessions = distinctShoppers.map(({ value: count, ...at }) => ({
    ...at,
    step: at.population === 'herd' ? 'flash.take' : 'coupon.redeem',
    region: REGIONS[0],
    count,
  }));
  const observations: Observations = {
    version: OBSERVATIONS_VERSION,
    runId: 'run-1',
    phases: plan.phases.map(({ name }) => phaseSeen(name)),
    ...counts,
    guarded: [guarded('stopped', BOT_REQUESTS - BOTS_PASSED), guarded('passed', BOTS_PASSED)],
    intendedByPopulation: perPhase(() => BROWSES, 'browsers'),
    answers: [],
    sessions,
    sessionsStopped: [],
    distinctShoppers,
    shopperSeconds: perPhase(() => BROWSERS * PHASE_SECONDS, 'browsers'),
    pendingSeconds: perPhase(() => PENDING_SECONDS, 'browsers'),
    seconds: Array.from({ length: times.length * EVERY_SECONDS }, (_, at) =>
      second(at, at % EVERY_SECONDS < PHASE_SECONDS ? {} : SILENCE),
    ),
    dispersion: evenSeconds(plan, counts, PHASE_SECONDS),
    audit: {
      done: true,
      reason: null,
      tornLines: 0,
      answersRead: counts.responses.reduce(
        (sum, { step, outcome, count }) =>
          sum + (step === ORDER_STEP && (outcome === 'ok' || outcome === 'failed') ? count : 0),
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
const SILENCE = { intended: 0, responses: 0, good: 0, ordersOk: 0, shoppers: 0 };

const timesOf = (plan: Plan): readonly PhaseTime[] =>
  plan.phases.map(({ name, populations }, i) => {
    const startMs = i * EVERY_SECONDS * 1000;
    const hasHerd = populations.some(({ kind }) => kind === 'herd');
    const herdAtMs = hasHerd ? startMs + HERD_AFTER_SECONDS * 1000 : null;
    return { phase: name, startMs, endMs: startMs + PHASE_SECONDS * 1000, setupMs: 0, herdAtMs };
  });

const REGIONS = ['east', 'south'] as const;

function countsOf(story: Story): Pick<Observations, 'intended' | 'responses' | 'unsent'> {
  const intended: StepCount[] = [];
  const unsent: StepCount[] = [];
  const responses: Observations['responses'][number][] = [];
  for (const [phaseName, steps] of Object.entries(INTENDED))
    for (const [step, planned] of Object.entries(steps)) {
      const told = ['*', step].flatMap((s) => ['*', phaseName].map((p) => story.steps?.[`${p} · ${s}`]));
      const stories = told.map((each) => (typeof each === 'function' ? each(planned) : each));
      const went = Object.assign(
        { intended: planned },
        step === 'flash.take' ? { refused: FLASH_REFUSED } : {},
        ...stories,
      );
      const { refused = 0, failed = 0, stopped = 0, late = 0, unsent: never = 0 } = went;
      const ok = went.intended - refused - failed - stopped - late - never;
      // Two regions, so that a judge that looked at one alone would be seen.
      REGIONS.forEach((region, r) => {
        const half = (count: number): number => (r === 0 ? Math.floor(count / 2) : Math.ceil(count / 2));
        const at = { phase: phaseName, step, region };
        intended.push({ ...at, count: half(went.intended) });
        unsent.push({ ...at, count: half(never) });
        responses.push(
          { ...at, outcome: 'ok', within: 'true', count: half(ok) },
          { ...at, outcome: 'ok', within: 'false', count: half(late) },
          { ...at, outcome: 'refused', within: 'true', count: half(refused) },
          { ...at, outcome: 'failed', within: 'true', count: half(failed) },
          { ...at, outcome: 'stopped', within: 'true', count: half(stopped) },
        );
      });
    }
  return { intended, responses, unsent };
}

function forecastOf(plan: Plan, change: Partial<PhaseForecast>): Forecast {
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
      })),
      intendedByStep,
      intended,
      intendedByPopulation: { browsers: BROWSES },
      requestsPerSecondMean: intended / PHASE_SECONDS,
      requestsPerSecondMax: 400,
      sessions: isFlash ? { herd: HERD_SHOPPERS } : { buyers: intendedByStep['coupon.redeem']! },
      firstSteps: [],
      thinkSecondsMean: { browsers: BROWSER_THINK_SECONDS },
      ordersPerHour: 0,
      inFlightMean: 1,
      inFlightMax: 10,
      herdShoppers: isFlash ? HERD_SHOPPERS : 0,
      herdRequestsPerSecondMax: isFlash ? HERD_SHOPPERS / 2 : 0,
      ...change,
    };
  });
  return { plan: plan.name, scale: plan.scale, pace: plan.pace, speed: plan.speed, seed: plan.seed, phases };
}

/** Answers of guarded steps to the bots of the burst. */
export const guarded = (answer: GuardedAnswer, count: number): GuardedCount => ({
  phase: 'burst',
  population: bots.name,
  answer,
  count,
});

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
