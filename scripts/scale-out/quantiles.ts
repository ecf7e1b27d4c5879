/** Durations by chance, quickly: a table of quantiles, looked up by a hash. */
import { logNormalSpread } from '../../scenarios/campaigns/log-normal.ts';
import { normalQuantile } from '../../scenarios/crowd/normal.ts';
import type { Duration } from './settings.ts';

/** The middles of so many equal shares: the longest is the 99.99th percentile. */
const QUANTILES = 4096;

/** A log-normal duration as its quantiles, seconds. */
export function quantilesOf({ median, p99 }: Duration): Float64Array {
  if (median === 0 || p99 === median) return new Float64Array(QUANTILES).fill(median);
  const spread = logNormalSpread(median, p99);
  return Float64Array.from(
    { length: QUANTILES },
    (_, i) => median * Math.exp(spread * normalQuantile((i + 0.5) / QUANTILES)),
  );
}

/** @param hash 32 bits */
export const drawn = (quantiles: Float64Array, hash: number): number => quantiles[hash & (QUANTILES - 1)]!;
