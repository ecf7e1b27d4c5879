/**
 * Counts in a typed array, each of which is part of one or more series. The crowd adds to a single count for each event; the series
 * are summed up only once a second.
 */
import type { Counters } from './counters.ts';

/** A count that is part of no series: it stays 0. */
export const NO_SERIES = -1;

export class Parts {
  readonly counts: Float64Array;
  private readonly poured: Float64Array;
  private readonly counters: Counters;
  /** The series of each count, in one list for each sum that it is part of. */
  private readonly sums: readonly Int32Array[];
  /** The counts that are part of a series. Most requests cannot be in the window of a drill, so most of its counts are not. */
  private readonly counted: Int32Array;

  constructor(counters: Counters, size: number, sums: readonly ((index: number) => number)[]) {
    this.counters = counters;
    this.counts = new Float64Array(size);
    this.poured = new Float64Array(size);
    this.sums = sums.map((seriesOf) => Int32Array.from({ length: size }, (_, index) => seriesOf(index)));
    const isCounted = (_: unknown, index: number): boolean =>
      this.sums.some((sum) => sum[index] !== NO_SERIES);
    this.counted = Int32Array.from(this.counts.keys()).filter(isCounted);
  }

  /** Adds what was counted since the last call to the series. */
  pour(): void {
    const { counts, poured, sums, counters, counted } = this;
    for (let i = 0; i < counted.length; i++) {
      const index = counted[i]!;
      const growth = counts[index]! - poured[index]!;
      if (growth === 0) continue;
      poured[index] = counts[index]!;
      for (const sum of sums) counters.add(sum[index]!, growth);
    }
  }
}
