/**
 * Counts are kept in typed arrays and handed to the meter once a second. So a request costs a few additions instead of a few
 * k6 samples.
 */
import type { CounterName, GaugeName } from '../metrics.ts';

export type Labels = Readonly<Record<string, string>>;

export interface Meter {
  add(name: CounterName, value: number, labels: Labels): void;
  set(name: GaugeName, value: number, labels: Labels): void;
}

const FIRST_CAPACITY = 256;

export class Counters {
  private counts = new Float64Array(FIRST_CAPACITY);
  private flushed = new Float64Array(FIRST_CAPACITY);
  private readonly names: CounterName[] = [];
  private readonly labels: Labels[] = [];

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

  add(series: number, value: number): void {
    this.counts[series]! += value;
  }

  total(series: number): number {
    return this.counts[series]!;
  }

  /** Sets a series to what was counted elsewhere. */
  set(series: number, value: number): void {
    this.counts[series] = value;
  }

  /**
   * Writes the growth of each series since the last flush.
   * @param whole series that did not grow are written too, as zeros
   */
  flush(meter: Meter, whole: boolean): void {
    const { names, counts, flushed, labels } = this;
    for (let series = 0; series < names.length; series++) {
      const growth = counts[series]! - flushed[series]!;
      if (growth === 0 && !whole) continue;
      meter.add(names[series]!, growth, labels[series]!);
      flushed[series] = counts[series]!;
    }
  }
}

function doubled(array: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}
