/** What the versions of a gray release answered, slice by slice of time. A part of the observations. */
import { z } from 'zod';
import { VERSIONS } from '../../scenarios/metrics.ts';
import { amount, type Read, text, time } from './counted.ts';

/**
 * One version at one step of one region. Lists of one length: a row is a slice of time in which it answered. Answers that were late or
 * failed only because of the generator are left out, and so are those to bots that were stopped.
 */
export const versionSeconds = z.object({
  step: text,
  region: text,
  version: z.enum(VERSIONS),
  /** How long a slice is: 1, unless the run is longer than an hour. */
  sliceSeconds: amount,
  /** When each slice begins: real seconds since the timetable's zero. */
  atSeconds: z.array(time),
  ok: z.array(amount),
  refused: z.array(amount),
  degraded: z.array(amount),
  failed: z.array(amount),
  /** The service times of all that did not fail, added up: milliseconds. */
  servedMs: z.array(amount),
});
export type VersionSeconds = Read<typeof versionSeconds>;
