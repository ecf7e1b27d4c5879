/**
 * How fast the memory of a process grew: the slope of a line through the medians of equal blocks of time. A garbage collector makes
 * memory a saw, and neighbouring samples are alike; medians of long blocks are neither, so the interval can be believed. Pure.
 */
import { z } from 'zod';
import { amount, type Read, text } from './counted.ts';

const growth = z.object({
  bytesPerHour: z.number(),
  /** The growth is between these with a confidence of 95 %. */
  lowBytesPerHour: z.number(),
  highBytesPerHour: z.number(),
  /** The time that was looked at, without the warm-up. */
  seconds: amount,
});
type MemoryGrowth = Read<typeof growth>;

/** The memory of one process over a run. One that was started again has several lives, and the longest of them is told. */
export const processMemory = z.object({
  process: text,
  lives: amount,
  lifeSeconds: amount,
  /** At the first and the last sample of that life. */
  firstBytes: amount,
  lastBytes: amount,
  /** Null: it did not live long enough. */
  growth: growth.nullable(),
});
export type ProcessMemory = Read<typeof processMemory>;

interface Point {
  readonly atMs: number;
  readonly bytes: number;
}

/** Assumption: by then a process has compiled its code and filled its caches. */
export const WARM_UP_SECONDS = 60;
/** Shorter, a block is no longer than a few collections of garbage. */
export const WATCHED_SECONDS_MIN = 180;
const BLOCKS = 12;
/** Two-sided 95 % of the normal distribution. */
const Z_95 = 1.96;
const MS_PER_SECOND = 1000;
const MS_PER_HOUR = 3_600_000;

/** @param points of one process, by time. Null: they span too little time, or too little of it was seen */
export function memoryGrowth(points: readonly Point[]): MemoryGrowth | null {
  const [first] = points;
  if (first === undefined) return null;
  const warm = points.filter(({ atMs }) => atMs >= first.atMs + WARM_UP_SECONDS * MS_PER_SECOND);
  const [from, until] = [warm[0]?.atMs ?? 0, warm.at(-1)?.atMs ?? 0];
  const seconds = (until - from) / MS_PER_SECOND;
  if (seconds < WATCHED_SECONDS_MIN) return null;
  const blocks = Array.from({ length: BLOCKS }, (): Point[] => []);
  for (const point of warm)
    blocks[Math.min(BLOCKS - 1, Math.floor(((point.atMs - from) / (until - from)) * BLOCKS))]!.push(point);
  if (blocks.some((block) => block.length === 0)) return null;
  const middles = blocks.map((block) => ({
    atMs: median(block.map(({ atMs }) => atMs)),
    bytes: median(block.map(({ bytes }) => bytes)),
  }));
  return { ...slopeOf(middles), seconds };
}

/**
 * The median of the slopes between all pairs of points (Theil), and its interval by Kendall's statistic: of N ordered slopes those at
 * (N ∓ z·√(n(n−1)(2n+5)/18)) / 2.
 *
 * @see Sen, "Estimates of the regression coefficient based on Kendall's tau", JASA 63 (1968), section 6
 */
function slopeOf(points: readonly Point[]): Omit<MemoryGrowth, 'seconds'> {
  const slopes = points
    .flatMap((one, i) =>
      points.slice(i + 1).map((other) => ((other.bytes - one.bytes) / (other.atMs - one.atMs)) * MS_PER_HOUR),
    )
    .sort(ascending);
  const n = points.length;
  const half = (Z_95 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)) / 2;
  const low = Math.max(0, Math.floor(slopes.length / 2 - half) - 1);
  return {
    bytesPerHour: median(slopes),
    lowBytesPerHour: slopes[low]!,
    highBytesPerHour: slopes[slopes.length - 1 - low]!,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted(ascending);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

const ascending = (one: number, other: number): number => one - other;
