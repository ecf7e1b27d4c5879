/**
 * When a product will be sold out, at the rate of the last ten campaign minutes.
 *
 * The rate is what has gone between the window's two ends, over its time. Stock is counted and not measured, so the ends carry no
 * noise that a least-squares line would smooth, and their difference is the mean rate exactly. A rate that changes is seen
 * in full only after a window. And a herd that empties the shelf within a second leaves no two samples between which
 * anything had gone: no forecast can come before that, only the fact after it.
 */
import { MINUTE_MS } from '../platform/campaign-clock.ts';

export interface Sample {
  /** Campaign time. */
  readonly atMs: number;
  readonly leftPieces: number;
}

/** An assumption: long enough to hold some sales of a slow product, short enough to follow a livestream's rush. */
const WINDOW_MS = 10 * MINUTE_MS;
/** Samples closer than this take the place of the one before, so that a slow clock does not pile them up. */
const SPACING_MS = MINUTE_MS;

/** An assumption: the time it takes to turn the traffic to another product, or to have more brought. */
export const WARNING_MINUTES = 30;

/** The samples with one more, and without those that the window no longer needs. */
export function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const before = samples.at(-2);
  const crowded = before !== undefined && sample.atMs - before.atMs < SPACING_MS;
  const kept = [...(crowded ? samples.slice(0, -1) : samples), sample];
  // The newest of those that are old enough is where the window begins.
  const start = kept.findLastIndex(({ atMs }) => atMs <= sample.atMs - WINDOW_MS);
  return kept.slice(Math.max(0, start));
}

/**
 * Campaign minutes until the last piece is gone: 0 when it is, Infinity while nothing sells.
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
