/**
 * How a run went over time, for the charts of the report: `timeline.json` in the run's folder. The verdict does not read it. Time is cut
 * into equal slices, at most a few hundred whatever the length of the run, so that the file of a day is no larger than that of an hour.
 */
import { z } from 'zod';
import { amount, type Read, text, time } from './counted.ts';

/** Rises when a field changes its meaning. New fields may be left out, so that old folders still make a report. */
export const TIMELINE_VERSION = 1;

/** More than any run has: a file that says otherwise is not a run's. */
const SLICES_MAX = 2000;
const ROWS_MAX = 20_000;

/** One number a slice. */
const counts = z.array(amount).max(SLICES_MAX);
/** Null: nothing was counted in that slice, so that there is no such figure. */
const figures = z.array(amount.nullable()).max(SLICES_MAX);

/**
 * Answers at one step of one region, as objectives count them: what was late or failed only because of the generator is in none. A list
 * that would be all zero is left out.
 */
const stepRow = z.object({
  step: text,
  region: text,
  /** Whether they were intended in the window and scope of a drill: the plan's own objectives do not judge those. */
  inDrill: z.boolean(),
  ok: counts.exactOptional(),
  refused: counts.exactOptional(),
  failed: counts.exactOptional(),
  degraded: counts.exactOptional(),
  /** Of all of these: failed, or later than the plan's limit. */
  late: counts.exactOptional(),
});
export type StepRow = Read<typeof stepRow>;

const quantiles = z.object({ p50Ms: figures, p99Ms: figures });
export type Quantiles = Read<typeof quantiles>;

/** A breaker from one change of its state to the next. */
const breakerStates = z.object({
  dependency: text,
  region: text,
  changes: z.array(z.object({ atSeconds: time, state: z.enum(['closed', 'half-open', 'open', 'unknown']) })),
});
export type BreakerStates = Read<typeof breakerStates>;

/** Where a drill is: its steps in its regions, second by second around its window, whichever drill a request is judged by. */
const timedDrill = z.object({
  drill: text,
  /** When the first second begins: from the timetable's zero. */
  fromSeconds: z.int().nonnegative(),
  /** Requests whose intended time came, and that ended. */
  offered: counts,
  ended: counts,
  /** Answers to those who are to be served, without what only the generator did; and of them neither failed nor late. */
  answers: counts,
  good: counts,
});
export type TimedDrill = Read<typeof timedDrill>;

/** Who of the run used the machine. `shop`: all regions of the embedded one. `others`: what the commands of drills started. */
export const ROLES = ['generator', 'shop', 'prometheus', 'command', 'others'] as const;
export type Role = (typeof ROLES)[number];

const roleUse = z.object({
  role: z.enum(ROLES),
  /** CPU time used in each slice, of all that all cores had. */
  cpuShare: figures,
  /** Resident memory of its own at the end of each slice, without mapped files. */
  memoryBytes: figures,
});
export type RoleUse = Read<typeof roleUse>;

export const timelineSchema = z.object({
  version: z.literal(TIMELINE_VERSION),
  runId: text,
  /** Length of a slice. The first begins at the timetable's zero. */
  sliceSeconds: z.number().positive(),
  slices: z.int().positive().max(SLICES_MAX),
  shoppers: figures,
  /** Requests whose intended time came, that left the generator, and that ended. */
  offered: counts,
  sent: counts,
  ended: counts,
  steps: z.array(stepRow).max(ROWS_MAX),
  /** From the intended send, and from the actual one. */
  responseTime: quantiles,
  serviceTime: quantiles,
  /** How late requests left, because of the generator alone. */
  sendLag: quantiles,
  breakers: z.array(breakerStates),
  /** Left out: the shop tells nothing of it. At the end of each slice, over all regions. */
  coupons: z.object({ issued: figures, redeemed: figures, left: figures }).exactOptional(),
  stockLeftPieces: figures.exactOptional(),
  /** Left out: the plan has no drills, or the run is older than this field. */
  drills: z.array(timedDrill).exactOptional(),
  /** Left out: it could not be read, or the run is older than this field. */
  use: z.array(roleUse).exactOptional(),
});
export type Timeline = Read<typeof timelineSchema>;

export const OUTCOME_LISTS = ['ok', 'refused', 'failed', 'degraded'] as const;
export type CountList = (typeof OUTCOME_LISTS)[number] | 'late';

/** The sum of some lists over some rows, slice by slice. */
export function summed(
  { slices, steps }: Timeline,
  isMeant: (row: StepRow) => boolean,
  lists: readonly CountList[],
): readonly number[] {
  const total = new Array<number>(slices).fill(0);
  for (const row of steps) {
    if (!isMeant(row)) continue;
    for (const list of lists) for (const [i, count] of (row[list] ?? []).entries()) total[i]! += count;
  }
  return total;
}

/** Null where there is nothing to divide by. */
export const ratios = (parts: readonly number[], wholes: readonly number[]): readonly (number | null)[] =>
  wholes.map((whole, i) => (whole > 0 ? (parts[i] ?? 0) / whole : null));

/** Slice by slice, over lists of one length. Null where none of them is known. */
export const sumOfKnown = (lists: readonly (readonly (number | null)[])[]): readonly (number | null)[] =>
  (lists[0] ?? []).map((_, i) => {
    const known = lists.flatMap((list) => list[i] ?? []);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  });
