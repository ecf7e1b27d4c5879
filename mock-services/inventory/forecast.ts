/**
 * When a product will be sold out, at the rate of the last ten campaign minutes.
 *
 * The rate is the number of pieces sold between the two ends of the window, divided by its length. Stock counts are exact, so a
 * least-squares line would have no noise to smooth. A change of the rate shows in full only after a whole window. If a herd
 * empties the shelf within a second, no two samples show a sale before the end. Then there is no forecast: the warning comes when
 * the shelf is empty.
 */
import { MINUTE_MS } from '../platform/campaign-clock.ts';

export interface Sample {
  /** Campaign time. */
  readonly atMs: number;
  readonly leftPieces: number;
}

/** Assumption: long enough for some sales of a slow product, short enough to follow a livestream's rush. */
const WINDOW_MS = 10 * MINUTE_MS;
/** A sample that comes sooner replaces the one before, so that a slow campaign clock does not pile them up. */
const SPACING_MS = MINUTE_MS;

/** Assumption: the time it takes to direct traffic to another product, or to restock. */
export const WARNING_MINUTES = 30;

/** Adds a sample, and drops those that the window no longer needs. */
export function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const before = samples.at(-2);
  const crowded = before !== undefined && sample.atMs - before.atMs < SPACING_MS;
  const kept = [...(crowded ? samples.slice(0, -1) : samples), sample];
  // The window begins at the newest sample that is old enough.
  const start = kept.findLastIndex(({ atMs }) => atMs <= sample.atMs - WINDOW_MS);
  return kept.slice(Math.max(0, start));
}

/**
 * Campaign minutes until the last piece is sold: 0 if none is left, Infinity while nothing sells.
 *
 * @param samples rising in time
 */
export function stockoutMinutes(samples: readonly Sample[]): number {
  const first = samples.at(0);
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return Number.POSITIVE_INFINITY;
  if (last.leftPieces <= 0) return 0;
  const soldPieces = first.leftPieces - last.leftPieces;
  if (soldPieces <= 0) return Number.POSITIVE_INFINITY;
  return (last.leftPieces * (last.atMs - first.atMs)) / soldPieces / MINUTE_MS;
}
