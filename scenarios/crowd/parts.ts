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

  constructor(counters: Counters, size: number, sums: readonly ((index: number) => number)[]) {
    this.counters = counters;
    this.counts = new Float64Array(size);
    this.poured = new Float64Array(size);
    this.sums = sums.map((seriesOf) => Int32Array.from({ length: size }, (_, index) => seriesOf(index)));
  }

  /** Adds what was counted since the last call to the series. */
  pour(): void {
    const { counts, poured, sums, counters } = this;
    for (let index = 0; index < counts.length; index++) {
      const growth = counts[index]! - poured[index]!;
      if (growth === 0) continue;
      poured[index] = counts[index]!;
      for (const sum of sums) counters.add(sum[index]!, growth);
    }
  }
}
