/** Counts the events of one VU during a phase. Opens every series once, so that an event is only an addition. */
import {
  COUNTER,
  EVERY_OUTCOME,
  GUARDED_ANSWERS,
  LAG_BUCKETS_MS,
  LAG_CAUSES,
  type LagCause,
  OUTCOMES,
  TIME_BUCKETS_MS,
  WITHIN,
} from '../metrics.ts';
import type { Member } from './cast.ts';
import { Counters, type Histogram } from './counters.ts';

const MS_PER_SECOND = 1000;
/** Looked up once for speed: see draws.ts. */
const WITHINS = WITHIN.length;

export class PhaseCounts {
  readonly counters = new Counters();
  private readonly regions: number;
  /** The first series of a step in a region, at index step × regions + region; -1 if the phase never visits the step. */
  private readonly intendedAt: Int32Array;
  private readonly responsesAt: Int32Array;
  private readonly unsentAt: Int32Array;
  private readonly responseTime: (Histogram | undefined)[];
  private readonly serviceTime: Histogram;
  private readonly sendLag: Record<LagCause, Histogram>;
  private readonly tickLag: Histogram;
  private readonly byPopulation: readonly PopulationSeries[];
  private readonly ownFailures: number;
  private readonly vuStarted: number;
  private readonly vuFinished: number;

  constructor(cast: readonly Member[], steps: readonly string[], regions: readonly string[], vu: string) {
    const counters = this.counters;
    this.regions = regions.length;
    const size = steps.length * regions.length;
    this.intendedAt = new Int32Array(size).fill(-1);
    this.responsesAt = new Int32Array(size).fill(-1);
    this.unsentAt = new Int32Array(size).fill(-1);
    this.responseTime = new Array(steps.length);
    const visitedByBots = new Set(cast.flatMap((member) => (member.isBot ? member.stepOf : [])));
    for (const step of new Set(cast.flatMap((member) => member.stepOf))) {
      const name = steps[step]!;
      this.responseTime[step] = counters.openHistogram(
        COUNTER.responseTimeBucket,
        { step: name },
        TIME_BUCKETS_MS,
      );
      regions.forEach((region, r) => {
        const at = step * regions.length + r;
        const labels = { step: name, region };
        this.intendedAt[at] = counters.open(COUNTER.intended, labels);
        this.unsentAt[at] = counters.open(COUNTER.unsent, labels);
        const outcomes = visitedByBots.has(step) ? EVERY_OUTCOME : OUTCOMES;
        const series = outcomes.flatMap((outcome) =>
          WITHIN.map((within) => counters.open(COUNTER.responses, { ...labels, outcome, within })),
        );
        this.responsesAt[at] = series[0]!;
      });
    }
    this.serviceTime = counters.openHistogram(COUNTER.serviceTimeBucket, {}, TIME_BUCKETS_MS);
    const [generator, slot] = LAG_CAUSES.map((cause) =>
      counters.openHistogram(COUNTER.sendLagBucket, { cause }, LAG_BUCKETS_MS),
    );
    this.sendLag = { generator: generator!, slot: slot! };
    this.tickLag = counters.openHistogram(COUNTER.tickLagBucket, {}, LAG_BUCKETS_MS);
    this.byPopulation = cast.map((member) => openPopulation(counters, member, steps, regions));
    this.ownFailures = counters.open(COUNTER.ownFailures, {});
    this.vuStarted = counters.open(COUNTER.vuStarted, { vu });
    this.vuFinished = counters.open(COUNTER.vuFinished, { vu });
  }

  started(): void {
    this.counters.add(this.vuStarted, 1);
  }

  finished(): void {
    this.counters.add(this.vuFinished, 1);
  }

  ticked(lateMs: number): void {
    this.tickLag.observe(lateMs);
  }

  /** @param node the population's node of the session's first step */
  sessionBegan(population: number, node: number, region: number): void {
    this.counters.add(this.byPopulation[population]!.sessions[node]! + region, 1);
  }

  /** A session has sent its first request. */
  firstSent(population: number): void {
    this.counters.add(this.byPopulation[population]!.distinctShoppers, 1);
  }

  intended(step: number, region: number, population: number): void {
    this.counters.add(this.intendedAt[step * this.regions + region]!, 1);
    this.counters.add(this.byPopulation[population]!.intended, 1);
  }

  sent(lagMs: number, cause: LagCause): void {
    this.sendLag[cause].observe(lagMs);
  }

  /** A request failed because of the generator, not the target. It also counts as answered. */
  failedItself(): void {
    this.counters.add(this.ownFailures, 1);
  }

  /**
   * @param outcome index in EVERY_OUTCOME
   * @param within index in WITHIN
   */
  answered(
    step: number,
    region: number,
    outcome: number,
    within: number,
    responseMs: number,
    serviceMs: number,
  ): void {
    const first = this.responsesAt[step * this.regions + region]!;
    this.counters.add(first + outcome * WITHINS + within, 1);
    this.responseTime[step]!.observe(responseMs);
    this.serviceTime.observe(serviceMs);
  }

  /**
   * The same answer, by who asked.
   * @param outcome index in EVERY_OUTCOME
   */
  answeredTo(population: number, node: number, outcome: number): void {
    this.counters.add(this.byPopulation[population]!.answers[node]! + outcome, 1);
  }

  /** @param answer index in GUARDED_ANSWERS */
  guarded(population: number, answer: number): void {
    this.counters.add(this.byPopulation[population]!.guarded + answer, 1);
  }

  /** Risk control has stopped a session for the first time. */
  sessionStopped(population: number): void {
    this.counters.add(this.byPopulation[population]!.sessionsStopped, 1);
  }

  unsent(step: number, region: number): void {
    this.counters.add(this.unsentAt[step * this.regions + region]!, 1);
  }

  /** Integrals over the time since the last call: shoppers held × ms, requests pending × ms. */
  passed(population: number, shopperMs: number, pendingMs: number): void {
    const series = this.byPopulation[population]!;
    this.counters.add(series.shopperSeconds, shopperMs / MS_PER_SECOND);
    this.counters.add(series.pendingSeconds, pendingMs / MS_PER_SECOND);
  }
}

type PopulationSeries = ReturnType<typeof openPopulation>;

/** A population that never meets risk control has no series for it. */
const NONE = -1;

/** `sessions` and `answers` have the first series of each node: the others follow, by region and by outcome. */
function openPopulation(
  counters: Counters,
  { population: { name: population }, meetsGuards, isBot, stepOf }: Member,
  steps: readonly string[],
  regions: readonly string[],
) {
  const outcomes = isBot ? EVERY_OUTCOME : OUTCOMES;
  const ofEachNode = (open: (step: string) => readonly number[]): readonly number[] =>
    stepOf.map((step) => open(steps[step]!)[0]!);
  const [guarded = NONE] = meetsGuards
    ? GUARDED_ANSWERS.map((answer) => counters.open(COUNTER.guarded, { population, answer }))
    : [];
  return {
    guarded,
    sessionsStopped: meetsGuards ? counters.open(COUNTER.sessionsStopped, { population }) : NONE,
    sessions: ofEachNode((step) =>
      regions.map((region) => counters.open(COUNTER.sessions, { population, step, region })),
    ),
    answers: ofEachNode((step) =>
      outcomes.map((outcome) => counters.open(COUNTER.answers, { population, step, outcome })),
    ),
    distinctShoppers: counters.open(COUNTER.distinctShoppers, { population }),
    intended: counters.open(COUNTER.intendedByPopulation, { population }),
    shopperSeconds: counters.open(COUNTER.shopperSeconds, { population }),
    pendingSeconds: counters.open(COUNTER.pendingSeconds, { population }),
  };
}
