/** How much worse a head may be before a gate calls it so. Written as `share=0.1` (points), `time=25%` or `time=5ms`. */
import type { Tested } from './tests-of.ts';

export interface Tolerance {
  /** Of a share of bad answers: a fraction, 0.001 is 0.1 points. */
  readonly share: number;
  /** Of a mean response time: the larger of a fraction of the base's and milliseconds. */
  readonly timeShare: number;
  readonly timeMs: number;
}

/**
 * Identical builds differed by 26 % between jobs of a public CI, and a baseline was made in another job. Five milliseconds are what a busy
 * machine adds to a step that takes next to nothing. A tenth of a point is a tenth of what an objective of 99 % leaves.
 */
export const DEFAULT_TOLERANCE: Tolerance = { share: 0.001, timeShare: 0.25, timeMs: 5 };

/** Within one job, on one machine and in turns, identical builds differ by under a percent: what is left is what nobody would mind. */
export const TURNS_TOLERANCE: Tolerance = { share: 0.001, timeShare: 0.05, timeMs: 1 };

export const toleranceOf = ({ of, base }: Tested, { share, timeShare, timeMs }: Tolerance): number =>
  of === 'share' ? share : Math.max(timeMs, timeShare * (base.figure ?? 0));

const PERCENT = 100;
const SHARE = /^share=(\d+(?:\.\d+)?)%?$/;
const TIME_SHARE = /^time=(\d+(?:\.\d+)?)%$/;
const TIME_MS = /^time=(\d+(?:\.\d+)?)ms$/;

/** Null: it is none of the three. What is not written stays as it was. */
export function withTolerance(before: Tolerance, written: string): Tolerance | null {
  const [share, timeShare, timeMs] = [SHARE, TIME_SHARE, TIME_MS].map((pattern) => {
    const found = pattern.exec(written)?.[1];
    return found === undefined ? null : Number(found);
  });
  if (share != null) return share <= PERCENT ? { ...before, share: share / PERCENT } : null;
  if (timeShare != null) return { ...before, timeShare: timeShare / PERCENT };
  if (timeMs != null) return { ...before, timeMs };
  return null;
}
