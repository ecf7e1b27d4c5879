/** The shapes from which the parts of the observations are made. */
import { z } from 'zod';
import type { DeepReadonly } from '../mistakes/fields.ts';

/** A count, or a sum of seconds or bytes. */
export const amount = z.number().nonnegative();
/** Seconds that may be below zero: from the timetable's zero, or a sum that rounding has left just below. */
export const time = z.number();
export const text = z.string();
export type Read<Schema extends z.ZodType> = DeepReadonly<z.output<Schema>>;

/** `drill`: in whose window the requests were intended. Left out: in none. */
export const stepCount = z.object({
  phase: text,
  step: text,
  region: text,
  drill: text.exactOptional(),
  count: amount,
});
export type StepCount = Read<typeof stepCount>;

/** Cumulative histogram, as Prometheus keeps it; the last bucket is +Inf and is written as `null`. */
export const histogram = z.object({
  buckets: z.array(z.object({ leSeconds: amount.nullable(), count: amount })),
});
export type Histogram = Read<typeof histogram>;
