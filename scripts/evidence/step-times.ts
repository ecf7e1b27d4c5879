/** How long the answers of each step took, slice by slice of time: what two runs are compared by. A part of the observations. */
import { z } from 'zod';
import { amount, type Read, text, time } from './counted.ts';

/**
 * One step of one phase, outside all drills. Lists of one length: a row is a slice of time in which it was answered. Answers that failed, that
 * were late by the generator, or that went to bots that were stopped are left out.
 */
export const stepTimes = z.object({
  phase: text,
  step: text,
  /** How long a slice is: 1, unless the run is longer than four minutes. */
  sliceSeconds: amount,
  /** When each slice begins: real seconds since the timetable's zero. */
  atSeconds: z.array(time),
  answers: z.array(amount),
  /** Their response times, from the intended send, added up: milliseconds. */
  responseMs: z.array(amount),
});
export type StepTimes = Read<typeof stepTimes>;
