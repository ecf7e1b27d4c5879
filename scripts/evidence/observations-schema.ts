/**
 * The shape of `observations.json`, for a folder that somebody else may have changed. observations.ts explains the fields and has the
 * types; the last line here does not compile when schema and types differ.
 */
import { z } from 'zod';
import {
  EVERY_OUTCOME,
  GUARDED_ANSWERS,
  LAG_CAUSES,
  SESSION_CAUSES,
  WITHIN,
} from '../../scenarios/metrics.ts';
import type { DeepReadonly, Same } from '../mistakes/fields.ts';
import { INDICATOR_NAMES } from './indicators.ts';
import { EVENT_KINDS, OBSERVATIONS_VERSION, type Observations } from './observations.ts';

/** A count, or a sum of seconds or bytes. */
const amount = z.number().nonnegative();
/** Seconds that may be below zero: from the timetable's zero, or a sum that rounding has left just below. */
const time = z.number();
const text = z.string();
const at = { phase: text, step: text, region: text };
const stepCount = z.object({ ...at, count: amount });
const visitCount = stepCount.extend({ population: text });
const populationValues = z.array(z.object({ phase: text, population: text, value: time }));
const histogram = z.object({
  buckets: z.array(z.object({ leSeconds: amount.nullable(), count: amount })),
});

const phase = z.object({
  phase: text,
  vusStarted: amount,
  vusFinished: amount,
  ownFailures: amount,
  sendLag: z.record(z.enum(LAG_CAUSES), histogram),
  tickLag: histogram,
});

const second = z.object({
  atSeconds: time,
  intended: amount,
  responses: amount,
  good: amount,
  ordersOk: amount,
  shoppers: amount,
});

const dispersion = z.object({
  phase: text.nullable(),
  step: text.nullable(),
  region: text.nullable(),
  indicator: z.enum(INDICATOR_NAMES),
  targetShare: amount,
  seconds: amount,
  answers: amount,
  bad: amount,
  badSquared: amount,
  badTimesAnswers: amount,
  answersSquared: amount,
  secondsJudged: amount,
  secondsBad: amount,
});

const audit = z.object({
  done: z.boolean(),
  reason: text.nullable(),
  tornLines: amount,
  answersRead: amount,
  acknowledged: amount,
  lost: amount,
  lostIds: z.array(text),
  indeterminate: amount,
  unexplained: amount,
  oversoldPieces: amount,
  overissuedCoupons: amount,
  brokenPromises: z.array(text),
  unasked: z.array(text),
  arrivals: z.array(z.object({ regions: z.array(text), step: text, requests: amount, replays: amount })),
});

const generator = z.object({
  exitCode: amount.nullable(),
  signal: text.nullable(),
  cpuSeconds: amount,
  rssBytesMax: amount,
  allPssBytesMax: amount,
  allCpuSeconds: amount,
  cores: amount,
  wallSeconds: amount,
  cpuByPhase: z.array(
    z.object({
      phase: text,
      wallSeconds: amount,
      allCpuSeconds: amount,
      generatorCpuSeconds: amount,
      machineCpuSeconds: amount.nullable(),
    }),
  ),
});

export const observationsSchema = z.object({
  version: z.literal(OBSERVATIONS_VERSION),
  runId: text,
  phases: z.array(phase),
  intended: z.array(stepCount),
  intendedByPopulation: populationValues,
  responses: z.array(
    z.object({ ...at, outcome: z.enum(EVERY_OUTCOME), within: z.enum(WITHIN), count: amount }),
  ),
  unsent: z.array(stepCount),
  guarded: z.array(
    z.object({ phase: text, population: text, answer: z.enum(GUARDED_ANSWERS), count: amount }),
  ),
  answers: z.array(visitCount.extend({ outcome: z.enum(EVERY_OUTCOME) })),
  sessions: z.array(visitCount.extend({ cause: z.enum(SESSION_CAUSES) })),
  cutOff: z.array(visitCount),
  sessionsStopped: populationValues,
  distinctShoppers: populationValues,
  shopperSeconds: populationValues,
  pendingSeconds: populationValues,
  seconds: z.array(second),
  dispersion: z.array(dispersion),
  herds: z.array(
    z.object({
      phase: text,
      step: text,
      seconds: z.array(
        z.object({ atSeconds: time, intended: amount, responses: amount, good: amount, ended: amount }),
      ),
    }),
  ),
  audit,
  generator,
  events: z.array(z.object({ atMs: amount, kind: z.enum(EVENT_KINDS), reason: text })),
  brokenSeries: z.array(text),
  missing: text.nullable(),
});

true satisfies Same<DeepReadonly<z.output<typeof observationsSchema>>, DeepReadonly<Observations>>;
