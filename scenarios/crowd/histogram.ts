/** Counts times by bucket in a typed array, and hands them to Prometheus' cumulative buckets. */
import type { CounterName } from '../metrics.ts';
import type { Counters, Labels } from './counters.ts';

export interface Buckets {
  readonly boundsMs: readonly number[];
  /** The bucket of a time in whole milliseconds. Negative times, from a clock that was set back, count as 0. */
  readonly at: (ms: number) => number;
}

/** @param boundsMs in ascending order; +Inf is added */
export function bucketsOf(boundsMs: readonly number[]): Buckets {
  /** Beyond the highest bound. */
  const msMax = (boundsMs.at(-1) ?? 0) + 1;
  const bucketOf = new Uint8Array(msMax + 1);
  for (let ms = 0, bucket = 0; ms <= msMax; ms++) {
    while (bucket < boundsMs.length && ms > boundsMs[bucket]!) bucket++;
    bucketOf[ms] = bucket;
  }
  const at = (ms: number): number => {
    if (ms >= msMax) return bucketOf[msMax]!;
    return bucketOf[ms > 0 ? ms : 0]!;
  };
  return { boundsMs, at };
}

/** Times by bucket. The crowd counts in the array itself. */
export class Histogram {
  readonly counts: Float64Array;
  private readonly counters: Counters;
  private readonly series: readonly number[];

  constructor(counters: Counters, name: CounterName, labels: Labels, { boundsMs }: Buckets) {
    this.counters = counters;
    this.counts = new Float64Array(boundsMs.length + 1);
    const bounds = [...boundsMs.map((ms) => String(ms / 1000)), '+Inf'];
    this.series = bounds.map((le) => counters.open(name, { ...labels, le }));
  }

  /** Brings the cumulative series up to date. */
  pour(): void {
    let sum = 0;
    for (let bucket = 0; bucket < this.counts.length; bucket++) {
      sum += this.counts[bucket]!;
      this.counters.set(this.series[bucket]!, sum);
    }
  }
}
