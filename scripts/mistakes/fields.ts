/** Field types for plans: their shapes, their limits and the messages for mistakes. */
import { z } from 'zod';

/** Limits that catch typing mistakes. Each is far above what one rehearsal can carry. */
export const LIMIT = {
  /** 25 times the campaign's crowd of 2,000,000. */
  shoppersMax: 50_000_000,
  /** 100,000 sessions a second; the campaign's peak is 333 orders a second. */
  sessionsPerHourMax: 360_000_000,
  /** A leap year. */
  calendarMinutesMax: 366 * 24 * 60,
  vusMax: 1000,
  /** The TCP ports of a few addresses, 65,535 each. */
  inFlightMax: 500_000,
  /** Ten minutes. For time-outs and drains. */
  waitMsMax: 600_000,
  /** Five minutes: the audit waits for it, and has ten minutes for everything. */
  settleSecondsMax: 300,
  piecesMax: 1_000_000_000,
  /** A corner for each minute of a week. */
  curvePointsMax: 10_080,
  /** Think times of some seconds become milliseconds, or years. */
  paceMin: 0.001,
  paceMax: 1_000_000,
  scaleMax: 1_000_000,
  /** A name becomes part of a file's name and of every series. */
  nameCharactersMax: 64,
  productsMax: 1_000_000,
  /** The hash behind the random draws takes a 32-bit seed. */
  seedMax: 2 ** 32 - 1,
  /** A query is sent as it is, many times over. */
  queryCharactersMax: 10_000,
  /** Ten minutes. What is looked at for longer ends nothing early. */
  abortSecondsMax: 600,
  /** A drill longer than an hour is another rehearsal. */
  drillSecondsMax: 3600,
  breakerCallsMax: 1_000_000,
  /** The run waits for it before it asks. */
  scrapeSecondsMax: 120,
  /** At ten, two replicas carry less than a fifth of one. */
  replicaCostMax: 10,
  /** Ten minutes: what no rehearsal waits for. */
  replicaStartSecondsMax: 600,
  /** Far more than any curve holds for. */
  replicasMax: 10_000,
  /** Each count is searched for its edge, for minutes. */
  countsMax: 50,
  repetitionsMax: 20,
  /** An hour. */
  holdSecondsMax: 3600,
  requestsPerSecondMax: 10_000_000,
  /** More than a region of any cloud has. */
  zonesMax: 100,
} as const;

/** A zod message in two lines: the problem, then the hint. */
export const message = (problem: string, hint: string): string => `${problem}\n${hint}`;

/** Unknown keys are mistakes. The message lists the known keys, and `shape-mistakes.ts` suggests the nearest. */
export const strict = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, unknownKeys(shape));

export const unknownKeys = (shape: z.ZodRawShape) => ({
  error: (issue: { readonly code?: string }) =>
    issue.code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : undefined,
});

/** A name becomes a label, a k6 scenario, a file name or the left side of `--target region=URL`. */
export const name = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
    message('is not a valid name', 'use letters, digits, - and _, such as "flash-sale"'),
  )
  .max(LIMIT.nameCharactersMax);
export const text = z.string().min(1);
export const above0 = z.number().gt(0);
export const wholeTo = (max: number, min = 0) => z.int().gte(min).lte(max);
export const waitMs = above0.lte(LIMIT.waitMsMax);
export const share = z.number().gte(0).lte(1);
export const targetShare = z.number().gt(0).lt(1);
export const minute = z.number().gte(0);

/** Compares types exactly: `true satisfies Same<A, B>`. Assignability alone would not notice an optional key that one lacks. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** A parsed value as a plan holds it: read-only throughout. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;
