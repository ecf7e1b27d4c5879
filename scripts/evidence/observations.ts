/**
 * What was measured during one run: from Prometheus, the shop's ledger and the processes themselves. The run (or later
 * `carnival judge`) writes it to `observations.json` in the run's folder. Every number is a count unless its name has a unit.
 *
 * Each part is declared once, as the shape by which the file is read: a folder may have been changed by somebody else.
 */
import { z } from 'zod';
import {
  EVERY_OUTCOME,
  GUARDED_ANSWERS,
  LAG_CAUSES,
  SESSION_CAUSES,
  WITHIN,
} from '../../scenarios/metrics.ts';
import { amount, histogram, type Read, stepCount, text, time } from './counted.ts';
import { alertSeen, drillSeen } from './drills-seen.ts';
import { environmentSeen } from './environment-seen.ts';
import { INDICATOR_NAMES } from './indicators.ts';
import { processMemory } from './memory-growth.ts';
import { remarksSchema } from './remarks.ts';
import { stepTimes } from './step-times.ts';
import { versionSeconds } from './versions-seen.ts';

/** Rises when a field changes its meaning. A folder of another version is not judged. */
export const OBSERVATIONS_VERSION = 4;

/** `within`: answered within the plan's limit, from the intended send: see WITHIN. */
const responseCount = stepCount.extend({ outcome: z.enum(EVERY_OUTCOME), within: z.enum(WITHIN) });
export type ResponseCount = Read<typeof responseCount>;

/** Something that a population did at a step. */
const visitCount = stepCount.extend({ population: text });
export type VisitCount = Read<typeof visitCount>;

/** Sessions begun, by their first step. */
const sessionCount = visitCount.extend({ cause: z.enum(SESSION_CAUSES) });
export type SessionCount = Read<typeof sessionCount>;

/** Answers by who asked. */
const answerCount = visitCount.extend({ outcome: z.enum(EVERY_OUTCOME) });
export type AnswerCount = Read<typeof answerCount>;

const populationValue = z.object({ phase: text, population: text, value: time });
export type PopulationValue = Read<typeof populationValue>;

/** Answers of the steps that risk control guards. */
const guardedCount = z.object({
  phase: text,
  population: text,
  answer: z.enum(GUARDED_ANSWERS),
  count: amount,
});
export type GuardedCount = Read<typeof guardedCount>;

const phase = z.object({
  phase: text,
  /** How many VUs started, and how many finished their drain. A VU that died is missing from the second. */
  vusStarted: amount,
  vusFinished: amount,
  /** Failed responses that were the generator's own fault. */
  ownFailures: amount,
  sendLag: z.record(z.enum(LAG_CAUSES), histogram),
  tickLag: histogram,
});
export type PhaseObservation = Read<typeof phase>;

/** One second of the run: how much each counter grew between two readings. */
const second = z.object({
  /** Real seconds since the timetable's zero. */
  atSeconds: time,
  intended: amount,
  responses: amount,
  /** Not failed, and within the limit. */
  good: amount,
  ordersOk: amount,
  shoppers: amount,
});
export type SecondOfRun = Read<typeof second>;

/**
 * Running sums over the seconds of the run, for one share at one place: what dispersion.ts and bad-seconds.ts need. Answers that
 * were late or failed only because of the generator are left out.
 */
const dispersion = z.object({
  /** As in stepCount. */
  drill: text.exactOptional(),
  phase: text.nullable(),
  step: text.nullable(),
  region: text.nullable(),
  indicator: z.enum(INDICATOR_NAMES),
  /** A second is bad when its share of good answers is below this: see bad-seconds.ts. */
  targetShare: amount,
  /** Seconds with an answer; then sums over them of answers n and bad answers x: Σn, Σx, Σx², Σx·n, Σn². */
  seconds: amount,
  answers: amount,
  bad: amount,
  badSquared: amount,
  badTimesAnswers: amount,
  answersSquared: amount,
  /** Seconds with enough answers to judge, and how many of them were bad. */
  secondsJudged: amount,
  secondsBad: amount,
});
export type Dispersion = Read<typeof dispersion>;

/** Connections that steps hold open, and those that the target closed before their time. */
const connections = z.object({
  held: z.array(z.object({ phase: text, seconds: amount, most: amount })),
  dropped: z.array(stepCount.omit({ region: true })),
});
export type ConnectionsObserved = Read<typeof connections>;

/** Stopped bots, and what was the generator's own fault, are left out of responses. */
const herdSecond = z.object({
  atSeconds: time,
  intended: amount,
  responses: amount,
  /** Ok or refused, and within the limit. */
  good: amount,
  /** Requests that are no longer open: every answer and failure, whoever got it, and those that were never sent. */
  ended: amount,
});
export type HerdSecond = Read<typeof herdSecond>;

/** One of a herd's own steps, by the second from its release on, over all phases. `phase`: whose herd it is. */
const herdSeconds = z.object({ phase: text, step: text, seconds: z.array(herdSecond) });
export type HerdSeconds = Read<typeof herdSeconds>;

/** Requests of one step that reached a shop, by that shop's own count. */
const arrivalCount = z.object({
  /** The regions that the shop serves. */
  regions: z.array(text),
  step: text,
  requests: amount,
  /** Of these, how many were answered with the stored answer of their key. */
  replays: amount,
});
export type ArrivalCount = Read<typeof arrivalCount>;

const audit = z.object({
  /** False when the shop's books could not be read; `reason` says why. */
  done: z.boolean(),
  reason: text.nullable(),
  /** Unreadable lines of k6's console, and the order ids in all other lines, repeats included: see `ReadPromises`. */
  tornLines: amount,
  answersRead: amount,
  /** Distinct order ids that the crowd saw acknowledged. */
  acknowledged: amount,
  /** Acknowledged, but not in the shop's ledger. */
  lost: amount,
  /** The first lost ids, at most 20. */
  lostIds: z.array(text),
  /** Order ids that got no answer: they may or may not be stored. */
  indeterminate: amount,
  /** How many of them the books hold. Left out: the run is older than this field, or its audit did not look. */
  indeterminateStored: amount.exactOptional(),
  /** Stored by the shop, but neither acknowledged nor indeterminate. For information only if some answers were not read. */
  unexplained: amount,
  /** Pieces sold beyond the stock, over all products and regions. */
  oversoldPieces: amount,
  /** Coupons issued beyond the quota. */
  overissuedCoupons: amount,
  /** Other promises that the shop's books show broken, each in words with its region in front. */
  brokenPromises: z.array(text),
  /**
   * What the books show and nobody asked for, such as an order that the shop itself cancelled. Like `unexplained`, for information
   * only if some answers were not read.
   */
  unasked: z.array(text),
  /** What reached the shops. Empty for shops that do not count, or did not count from the beginning on. */
  arrivals: z.array(arrivalCount),
  /**
   * An audit by the contract (docs/audit.md) has rows of orders alone. In words: what was not looked up about stock and quotas, and
   * about promises (null: all were). Left out: the shop's own books were read.
   */
  notLookedUp: z.object({ limits: text, promises: text.nullable() }).exactOptional(),
  /** What a reader of the verdict must know about the audit. */
  notes: z.array(text).exactOptional(),
});
export type LedgerAudit = Read<typeof audit>;

/** What the user's own Prometheus answered to one objective. */
const serverAnswer = z.object({
  /** The objective's. */
  id: text,
  /** As it was asked, with the window's length written out. */
  query: text,
  /** The window, seconds from the timetable's zero. */
  fromSeconds: time,
  untilSeconds: time,
  /** From one sample to the next. Null: asked once, at the window's end. */
  stepSeconds: amount.nullable(),
  /** The samples of its one series, as Prometheus writes numbers: `0.5`, `NaN`, `+Inf`. */
  samples: z.array(z.object({ atSeconds: time, value: text })),
  /** Why there are no such samples, or null. */
  missing: text.nullable(),
});
export type ServerAnswer = Read<typeof serverAnswer>;

const phaseCpu = z.object({
  phase: text,
  wallSeconds: amount,
  allCpuSeconds: amount,
  generatorCpuSeconds: amount,
  /** Of every program on the machine. Null where it cannot be known. */
  machineCpuSeconds: amount.nullable(),
});
export type PhaseCpu = Read<typeof phaseCpu>;

const generator = z.object({
  exitCode: amount.nullable(),
  signal: text.nullable(),
  cpuSeconds: amount,
  rssBytesMax: amount,
  /** Peak of the summed proportional set size of k6, shop, Prometheus and the CLI. */
  allPssBytesMax: amount,
  /** CPU seconds used by all of these, and what there was: cores × wall seconds. */
  allCpuSeconds: amount,
  cores: amount,
  wallSeconds: amount,
  /** The same by phase, as far as the phase came. A phase that was not seen is left out. */
  cpuByPhase: z.array(phaseCpu),
  /** Of k6, shop, Prometheus and the CLI. Left out: it could not be read. */
  memory: z.array(processMemory).exactOptional(),
});
export type GeneratorUse = Read<typeof generator>;

/** Something that happened to the run itself. Events are in order; each is also a line of `events.jsonl`. */
const event = z.object({
  atMs: amount,
  kind: z.enum([
    'interrupted',
    'aborted',
    'prometheus-died',
    'shop-died',
    'shop-restarted',
    'generator-died',
    'clock-jumped',
    'drill',
    'disk-full',
    'note',
  ]),
  /** Written for people. */
  reason: text,
});
export type RunEvent = Read<typeof event>;

export const observationsSchema = z.object({
  version: z.literal(OBSERVATIONS_VERSION),
  runId: text,
  phases: z.array(phase),
  intended: z.array(stepCount),
  intendedByPopulation: z.array(populationValue),
  responses: z.array(responseCount),
  unsent: z.array(stepCount),
  guarded: z.array(guardedCount),
  answers: z.array(answerCount),
  sessions: z.array(sessionCount),
  /** Shoppers who were sent on to a step, but the phase ended or their place was lost before they came. */
  cutOff: z.array(visitCount),
  /** Sessions that risk control stopped at least once. */
  sessionsStopped: z.array(populationValue),
  distinctShoppers: z.array(populationValue),
  /** Integrals over each phase, per population (shopper-seconds; requests pending × seconds). */
  shopperSeconds: z.array(populationValue),
  pendingSeconds: z.array(populationValue),
  seconds: z.array(second),
  dispersion: z.array(dispersion),
  herds: z.array(herdSeconds),
  /** Left out: the shop has no step that stays. */
  connections: connections.exactOptional(),
  /** One for each drill of the plan. Left out: it has none. */
  drills: z.array(drillSeen).exactOptional(),
  /** Left out: the plan has no gray release. */
  versions: z.array(versionSeconds).exactOptional(),
  /** Left out: the run is older than its readers. */
  stepTimes: z.array(stepTimes).exactOptional(),
  /** Left out: the run's Prometheus had no rules. */
  alerts: z.array(alertSeen).exactOptional(),
  audit,
  remarks: remarksSchema,
  serverAnswers: z.array(serverAnswer),
  generator,
  /** Left out: the run is older than this field. */
  environment: environmentSeen.exactOptional(),
  events: z.array(event),
  /** Counters that fell or are below zero, by name: what they count cannot be trusted. */
  brokenSeries: z.array(text),
  /** Why Prometheus could not be read, or null. */
  missing: text.nullable(),
});
export type Observations = Read<typeof observationsSchema>;
