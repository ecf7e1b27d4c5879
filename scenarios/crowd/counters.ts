/**
 * Counts are kept in typed arrays and handed to the meter once a second. So a request costs a few additions instead of a few
 * k6 samples. Unchanged series are written too, because k6 pushes only series with new samples.
 */
import type { CounterName, GaugeName } from '../metrics.ts';

export type Labels = Readonly<Record<string, string>>;

export interface Meter {
  add(name: CounterName, value: number, labels: Labels): void;
  set(name: GaugeName, value: number, labels: Labels): void;
}

const { ceil } = Math;
const FIRST_CAPACITY = 256;

export class Counters {
  private counts = new Float64Array(FIRST_CAPACITY);
  private flushed = new Float64Array(FIRST_CAPACITY);
  private readonly names: CounterName[] = [];
  private readonly labels: Labels[] = [];
  private readonly histograms: Histogram[] = [];

  /** Opens a series and returns its number. */
  open(name: CounterName, labels: Labels): number {
    const series = this.names.push(name) - 1;
    this.labels.push(labels);
    if (series >= this.counts.length) {
      this.counts = doubled(this.counts);
      this.flushed = doubled(this.flushed);
    }
    return series;
  }

  /** Opens a cumulative histogram. `boundsMs` are in ascending order; +Inf is added. */
  openHistogram(name: CounterName, labels: Labels, boundsMs: readonly number[]): Histogram {
    const bounds = [...boundsMs.map((ms) => String(ms / 1000)), '+Inf'];
    const series = bounds.map((le) => this.open(name, { ...labels, le }));
    const histogram = new Histogram(boundsMs, series[0]!);
    this.histograms.push(histogram);
    return histogram;
  }

  add(series: number, value: number): void {
    this.counts[series]! += value;
  }

  total(series: number): number {
    return this.counts[series]!;
  }

  /** Writes the growth of every series since the last flush, zeros included. */
  flush(meter: Meter): void {
    for (const histogram of this.histograms) histogram.pourInto(this.counts);
    for (let series = 0; series < this.names.length; series++) {
      meter.add(this.names[series]!, this.counts[series]! - this.flushed[series]!, this.labels[series]!);
      this.flushed[series] = this.counts[series]!;
    }
  }
}

export class Histogram {
  /** The bucket of each whole millisecond up to the highest bound; the last entry is for everything above. */
  private readonly bucketOf: Uint8Array;
  private readonly msMax: number;
  private readonly perBucket: Float64Array;
  private readonly firstSeries: number;

  constructor(boundsMs: readonly number[], firstSeries: number) {
    this.msMax = (boundsMs.at(-1) ?? 0) + 1;
    this.bucketOf = new Uint8Array(this.msMax + 1);
    for (let ms = 0, bucket = 0; ms <= this.msMax; ms++) {
      while (bucket < boundsMs.length && ms > boundsMs[bucket]!) bucket++;
      this.bucketOf[ms] = bucket;
    }
    this.perBucket = new Float64Array(boundsMs.length + 1);
    this.firstSeries = firstSeries;
  }

  /** Rounds up to whole milliseconds, like k6's clock. Negative times, from a clock that was set back, count as 0. */
  observe(ms: number): void {
    const at = ms < this.msMax ? ceil(ms) : this.msMax;
    this.perBucket[this.bucketOf[at > 0 ? at : 0]!]!++;
  }

  /** Writes the cumulative counts into the counters. */
  pourInto(counts: Float64Array): void {
    let sum = 0;
    for (let bucket = 0; bucket < this.perBucket.length; bucket++) {
      sum += this.perBucket[bucket]!;
      counts[this.firstSeries + bucket] = sum;
    }
  }
}

function doubled(array: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}
