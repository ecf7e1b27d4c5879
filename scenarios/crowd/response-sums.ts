/**
 * How long the answers of each step took, added up: by this, two runs are compared. Outside all drills, and only of answers that neither
 * failed nor were stopped nor were late by the generator.
 */
import { COUNTER, EVERY_OUTCOME, WITHIN } from '../metrics.ts';
import type { Counters } from './counters.ts';

const MS_PER_SECOND = 1000;

export class ResponseSums {
  /** By step, milliseconds. The crowd adds to the array itself. */
  readonly ms: Float64Array;
  /** Whether the time of an answer is added: by outcome × within. */
  readonly isTimed: readonly boolean[] = EVERY_OUTCOME.flatMap((outcome) =>
    WITHIN.map((within) => outcome !== 'failed' && outcome !== 'stopped' && within !== 'own'),
  );
  private readonly counters: Counters;
  private readonly series: readonly { readonly step: number; readonly series: number }[];

  /** @param visited the numbers of the steps to which somebody comes */
  constructor(counters: Counters, steps: readonly string[], visited: ReadonlySet<number>) {
    this.counters = counters;
    this.ms = new Float64Array(steps.length);
    this.series = [...visited].map((step) => ({
      step,
      series: counters.open(COUNTER.responseSeconds, { step: steps[step]! }),
    }));
  }

  pour(): void {
    // A clock that was set back would make it fall, which no counter may.
    for (const { step, series } of this.series)
      this.counters.set(series, Math.max(this.counters.total(series), this.ms[step]! / MS_PER_SECOND));
  }
}
