/** What was seen of the drills of a run, of the breakers in them, and of the alerts that fired. A part of the observations. */
import { z } from 'zod';
import { EVERY_OUTCOME } from '../../scenarios/metrics.ts';
import { amount, histogram, type Read, stepCount, text, time } from './counted.ts';

/** A stretch in which something became true, milliseconds from the timetable's zero: not before the first, and by the second. */
const moment = z.object({ afterMs: time, byMs: time });
export type Moment = Read<typeof moment>;

/**
 * A breaker as Prometheus saw it, reading by reading, from some time before the drill's window to some time after. Lists of one
 * length: a row is a reading. Counts never fall; null: not told, because its process was down or it has no such metric.
 */
const breakerReadings = z.object({
  dependency: text,
  region: text,
  /** From the timetable's zero. */
  atMs: z.array(time),
  state: z.array(z.enum(['closed', 'half-open', 'open']).nullable()),
  /** How often it has opened. */
  opened: z.array(amount.nullable()),
  /** Calls that its caller wanted to make, those that it rejected included. */
  calls: z.array(amount.nullable()),
  rejected: z.array(amount.nullable()),
  /** Calls that reached the dependency, counted there: behind the breaker. */
  arrivals: z.array(amount.nullable()),
});
export type BreakerReadings = Read<typeof breakerReadings>;

/** Service times at a step of the drill, by outcome, inside and outside its window. */
const drillTimes = stepCount.omit({ count: true }).extend({
  outcome: z.enum(EVERY_OUTCOME),
  buckets: histogram.shape.buckets,
});
export type DrillTimes = Read<typeof drillTimes>;

/** Those whom a drill should not touch, second by second: a region, or the other steps of a region in the drill. */
const bystanders = z.object({
  region: text,
  /** Null: all steps. Else the steps that are left out, because the drill is about them. */
  withoutSteps: z.array(text).nullable(),
  seconds: z.array(
    z.object({
      atSeconds: time,
      ended: amount,
      failed: amount,
      /**
       * Answers by the buckets of TIME_BUCKETS_MS, not cumulative; the last is beyond the last bound. Also answers of other drills and
       * the generator's own late ones. None in a phase without drills: there the crowd does not tell regions apart.
       */
      times: z.array(amount),
    }),
  ),
});
export type Bystanders = Read<typeof bystanders>;

/** What became of one drill. */
export const drillSeen = z.object({
  drill: text,
  /** When its fault was set, and when it was lifted. Null: it was not. Under flapping: the first and the last. */
  set: moment.nullable(),
  lifted: moment.nullable(),
  /** Why it did not happen, or null. */
  missing: text.nullable(),
  /**
   * Of a process that was killed: requests that it had begun and never answered, at least. They were due before the window, so the
   * plan's own objectives judge them.
   */
  cutOff: amount.exactOptional(),
  breakers: z.array(breakerReadings),
  times: z.array(drillTimes),
  bystanders: z.array(bystanders),
});
export type DrillSeen = Read<typeof drillSeen>;

/** An alert that fired in the run's own Prometheus. */
export const alertSeen = z.object({
  alert: text,
  labels: z.record(text, text),
  fromMs: time,
  untilMs: time,
});
export type AlertSeen = Read<typeof alertSeen>;
