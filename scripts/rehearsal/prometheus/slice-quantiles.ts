/** Quantiles slice by slice from the crowd's cumulative buckets. For pictures: inside a bucket, samples are taken to lie evenly. */
import type { Quantiles } from '../../evidence/timeline.ts';
import type { Series } from './query.ts';
import { boundSeconds, label } from './samples.ts';
import { grownBy, type Slices } from './timeline-slices.ts';

const MS_PER_SECOND = 1000;
/** A figure in a picture needs no more. */
const DIGITS = 1;

/** @param buckets of all phases, with the label `le` */
export function quantilesOf(buckets: readonly Series[], slices: Slices): Quantiles {
  const byBound = new Map<number, Float64Array>();
  for (const series of buckets) {
    const bound = boundSeconds(label(series, 'le'));
    const sum = byBound.get(bound) ?? new Float64Array(slices.count);
    byBound.set(bound, sum);
    for (const [slice, count] of grownBy(series, slices).entries()) sum[slice]! += count;
  }
  const bounds = [...byBound.keys()].sort((a, b) => a - b);
  const of = (quantile: number) =>
    Array.from({ length: slices.count }, (_, slice) =>
      quantileMs(bounds, (bound) => byBound.get(bound)![slice]!, quantile),
    );
  return { p50Ms: of(0.5), p99Ms: of(0.99) };
}

/**
 * Linear inside its bucket, as Prometheus' `histogram_quantile`; in the last one its lower end. Null without samples.
 *
 * @see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile
 */
function quantileMs(
  bounds: readonly number[],
  countAt: (bound: number) => number,
  quantile: number,
): number | null {
  const n = bounds.reduce((most, bound) => Math.max(most, countAt(bound)), 0);
  if (n === 0) return null;
  const rank = quantile * n;
  let [below, lower] = [0, 0];
  for (const bound of bounds) {
    const count = countAt(bound);
    if (count >= rank) {
      const upper = Number.isFinite(bound) ? bound : lower;
      const share = count === below ? 0 : (rank - below) / (count - below);
      return Number(((lower + (upper - lower) * share) * MS_PER_SECOND).toFixed(DIGITS));
    }
    below = Math.max(below, count);
    lower = bound;
  }
  return null;
}
