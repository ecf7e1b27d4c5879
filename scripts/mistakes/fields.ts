/** The fields that plans are made of: their shapes, their bounds, and what a mistake in them is called. */
import { z } from 'zod';

/** Bounds against slips of the finger, not against ambition: each is far beyond what one rehearsal can carry. */
export const LIMIT = {
  /** 25 times the campaign's crowd of 2,000,000. */
  shoppersMax: 50_000_000,
  /** 100,000 sessions a second; the campaign's peak is 333 orders a second. */
  sessionsPerHourMax: 360_000_000,
  /** A leap year. */
  calendarMinutesMax: 366 * 24 * 60,
  vusMax: 1000,
  /** TCP has 65,535 ports an address; a few addresses' worth. */
  inFlightMax: 500_000,
  /** Ten minutes, for time-outs and drains. */
  waitMsMax: 600_000,
  piecesMax: 1_000_000_000,
  productsMax: 1_000_000,
  /** A draw's hash takes 32 bits. */
  seedMax: 2 ** 32 - 1,
} as const;

/** A zod message here is two lines: the problem, then the hint. */
export const message = (problem: string, hint: string): string => `${problem}\n${hint}`;

/** Unknown keys are mistakes; the message is what keys there are, from which `shape-mistakes.ts` picks the nearest. */
export const strict = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : undefined),
  });

/** Names become labels, k6 scenarios, files and the left side of `--target region=URL`. */
export const name = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
    message('is no name', 'use letters, digits, - and _, such as "flash-sale"'),
  );
export const text = z.string().min(1);
export const above0 = z.number().gt(0);
export const wholeTo = (max: number, min = 0) => z.int().gte(min).lte(max);
export const waitMs = above0.lte(LIMIT.waitMsMax);
export const share = z.number().gte(0).lte(1);
export const targetShare = z.number().gt(0).lt(1);
export const minute = z.number().gte(0);

/** A parsed value as a plan holds it: nobody changes it. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;
