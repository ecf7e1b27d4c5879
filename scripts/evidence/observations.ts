/**
 * What was measured during one run: from Prometheus, the shop's ledger and the processes themselves. The run (or later
 * `carnival judge`) writes it to `observations.json` in the run's folder. Every number is a count unless its name has a unit.
 */
import type { GuardedAnswer, LagCause, Outcome, SessionCause, Within } from '../../scenarios/metrics.ts';
import type { IndicatorName } from './indicators.ts';

/** Rises when a field changes its meaning. A folder of another version is not judged. */
export const OBSERVATIONS_VERSION = 3;

export interface ResponseCount {
  readonly phase: string;
  readonly step: string;
  readonly region: string;
  readonly outcome: Outcome;
  /** Answered within the plan's limit, from the intended send: see WITHIN. */
  readonly within: Within;
  readonly count: number;
}
export interface StepCount {
  readonly phase: string;
  readonly step: string;
  readonly region: string;
  readonly count: number;
}
/** Something that a population did at a step. */
export interface VisitCount extends StepCount {
  readonly population: string;
}
/** Sessions begun, by their first step. */
export interface SessionCount extends VisitCount {
  readonly cause: SessionCause;
}
/** Answers by who asked. */
export interface AnswerCount extends VisitCount {
  readonly outcome: Outcome;
}
export interface PopulationValue {
  readonly phase: string;
  readonly population: string;
  readonly value: number;
}
/** Answers of the steps that risk control guards. */
export interface GuardedCount {
  readonly phase: string;
  readonly population: string;
  readonly answer: GuardedAnswer;
  readonly count: number;
}
/** Cumulative histogram, as Prometheus keeps it; the last bucket is +Inf and is written as `null`. */
export interface Histogram {
  readonly buckets: readonly { readonly leSeconds: number | null; readonly count: number }[];
}
export interface PhaseObservation {
  readonly phase: string;
  /** How many VUs started, and how many finished their drain. A VU that died is missing from the second. */
  readonly vusStarted: number;
  readonly vusFinished: number;
  /** Failed responses that were the generator's own fault. */
  readonly ownFailures: number;
  readonly sendLag: Readonly<Record<LagCause, Histogram>>;
  readonly tickLag: Histogram;
}
/** One second of the run: how much each counter grew between two readings. */
export interface SecondOfRun {
  /** Real seconds since the timetable's zero. */
  readonly atSeconds: number;
  readonly intended: number;
  readonly responses: number;
  /** Not failed, and within the limit. */
  readonly good: number;
  readonly ordersOk: number;
  readonly shoppers: number;
}
/**
 * Running sums over the seconds of the run, for one share at one place: what dispersion.ts and bad-seconds.ts need. Answers that
 * were late or failed only because of the generator are left out.
 */
export interface Dispersion {
  readonly phase: string | null;
  readonly step: string | null;
  readonly region: string | null;
  readonly indicator: IndicatorName;
  /** A second is bad when its share of good answers is below this: see bad-seconds.ts. */
  readonly targetShare: number;
  /** Seconds with an answer; then sums over them of answers n and bad answers x: Σn, Σx, Σx², Σx·n, Σn². */
  readonly seconds: number;
  readonly answers: number;
  readonly bad: number;
  readonly badSquared: number;
  readonly badTimesAnswers: number;
  readonly answersSquared: number;
  /** Seconds with enough answers to judge, and how many of them were bad. */
  readonly secondsJudged: number;
  readonly secondsBad: number;
}
/** One of a herd's own steps, by the second from its release on, over all phases. */
export interface HerdSeconds {
  /** Whose herd it is. */
  readonly phase: string;
  readonly step: string;
  readonly seconds: readonly HerdSecond[];
}
/** Stopped bots, and what was the generator's own fault, are left out of responses. */
export interface HerdSecond {
  readonly atSeconds: number;
  readonly intended: number;
  readonly responses: number;
  /** Ok or refused, and within the limit. */
  readonly good: number;
  /** Requests that are no longer open: every answer and failure, whoever got it, and those that were never sent. */
  readonly ended: number;
}
export interface LedgerAudit {
  /** False when the shop's books could not be read; `reason` says why. */
  readonly done: boolean;
  readonly reason: string | null;
  /** Unreadable lines of k6's console, and the order ids in all other lines, repeats included: see `ReadPromises`. */
  readonly tornLines: number;
  readonly answersRead: number;
  /** Distinct order ids that the crowd saw acknowledged. */
  readonly acknowledged: number;
  /** Acknowledged, but not in the shop's ledger. */
  readonly lost: number;
  /** The first lost ids, at most 20. */
  readonly lostIds: readonly string[];
  /** Order ids that got no answer: they may or may not be stored. */
  readonly indeterminate: number;
  /** Stored by the shop, but neither acknowledged nor indeterminate. For information only if some answers were not read. */
  readonly unexplained: number;
  /** Pieces sold beyond the stock, over all products and regions. */
  readonly oversoldPieces: number;
  /** Coupons issued beyond the quota. */
  readonly overissuedCoupons: number;
  /** Other promises that the shop's books show broken, each in words with its region in front. */
  readonly brokenPromises: readonly string[];
  /**
   * What the books show and nobody asked for, such as an order that the shop itself cancelled. Like `unexplained`, for information
   * only if some answers were not read.
   */
  readonly unasked: readonly string[];
  /** What reached the shops. Empty for shops that do not count, or did not count from the beginning on. */
  readonly arrivals: readonly ArrivalCount[];
}
/** Requests of one step that reached a shop, by that shop's own count. */
export interface ArrivalCount {
  /** The regions that the shop serves. */
  readonly regions: readonly string[];
  readonly step: string;
  readonly requests: number;
  /** Of these, how many were answered with the stored answer of their key. */
  readonly replays: number;
}
export interface GeneratorUse {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly cpuSeconds: number;
  readonly rssBytesMax: number;
  /** Peak of the summed proportional set size of k6, shop, Prometheus and the CLI. */
  readonly allPssBytesMax: number;
  /** CPU seconds used by all of these, and what there was: cores × wall seconds. */
  readonly allCpuSeconds: number;
  readonly cores: number;
  readonly wallSeconds: number;
  /** The same by phase, as far as the phase came. A phase that was not seen is left out. */
  readonly cpuByPhase: readonly PhaseCpu[];
}
export interface PhaseCpu {
  readonly phase: string;
  readonly wallSeconds: number;
  readonly allCpuSeconds: number;
  readonly generatorCpuSeconds: number;
  /** Of every program on the machine. Null where it cannot be known. */
  readonly machineCpuSeconds: number | null;
}
export const EVENT_KINDS = [
  'interrupted',
  'prometheus-died',
  'shop-died',
  'shop-restarted',
  'generator-died',
  'clock-jumped',
  'disk-full',
  'note',
] as const;
/** Something that happened to the run itself. Events are in order; each is also a line of `events.jsonl`. */
export interface RunEvent {
  readonly atMs: number;
  /** `reason` is written for people. */
  readonly kind: (typeof EVENT_KINDS)[number];
  readonly reason: string;
}
export interface Observations {
  readonly version: typeof OBSERVATIONS_VERSION;
  readonly runId: string;
  readonly phases: readonly PhaseObservation[];
  readonly intended: readonly StepCount[];
  readonly intendedByPopulation: readonly PopulationValue[];
  readonly responses: readonly ResponseCount[];
  readonly unsent: readonly StepCount[];
  readonly guarded: readonly GuardedCount[];
  readonly answers: readonly AnswerCount[];
  readonly sessions: readonly SessionCount[];
  /** Shoppers who were sent on to a step, but the phase ended or their place was lost before they came. */
  readonly cutOff: readonly VisitCount[];
  /** Sessions that risk control stopped at least once. */
  readonly sessionsStopped: readonly PopulationValue[];
  readonly distinctShoppers: readonly PopulationValue[];
  /** Integrals over each phase, per population (shopper-seconds; requests pending × seconds). */
  readonly shopperSeconds: readonly PopulationValue[];
  readonly pendingSeconds: readonly PopulationValue[];
  readonly seconds: readonly SecondOfRun[];
  readonly dispersion: readonly Dispersion[];
  readonly herds: readonly HerdSeconds[];
  readonly audit: LedgerAudit;
  readonly generator: GeneratorUse;
  readonly events: readonly RunEvent[];
  /** Counters that fell or are below zero, by name: what they count cannot be trusted. */
  readonly brokenSeries: readonly string[];
  /** Why Prometheus could not be read, or null. */
  readonly missing: string | null;
}
