/**
 * How long answers took at the steps of a drill that judges a breaker, by outcome, inside the drill's window and outside. So a fallback
 * can be compared with an ordinary answer of the same step.
 */
import { judgesBreaker } from '../drills/judges-breaker.ts';
import { COUNTER, EVERY_OUTCOME } from '../metrics.ts';
import type { Counters } from './counters.ts';
import type { DrillWindows } from './drill-windows.ts';
import { type Buckets, Histogram } from './histogram.ts';

export class DrillServiceTimes {
  readonly histograms: readonly Histogram[];
  /** By (number of the drill × steps + step) × regions + region, then by outcome. */
  private readonly byPlace: readonly (readonly Histogram[] | undefined)[];
  private readonly steps: number;
  private readonly regions: number;

  constructor(
    counters: Counters,
    windows: DrillWindows,
    steps: readonly string[],
    regions: readonly string[],
    buckets: Buckets,
  ) {
    this.steps = steps.length;
    this.regions = regions.length;
    const judging = windows.drills.flatMap((drill, i) => (judgesBreaker(drill) ? [i + 1] : []));
    const isWatched = (number: number, step: number, region: number): boolean =>
      number === 0
        ? judging.some((each) => windows.reaches(each, step, region))
        : judging.includes(number) && windows.reaches(number, step, region);
    const numbers = [0, ...windows.drills.map((_, i) => i + 1)];
    this.byPlace = numbers.flatMap((number) =>
      steps.flatMap((step, s) =>
        regions.map((region, r) =>
          isWatched(number, s, r)
            ? EVERY_OUTCOME.map((outcome) => {
                const drill = number === 0 ? {} : { drill: windows.drills[number - 1]!.name };
                const labels = { step, region, outcome, ...drill };
                return new Histogram(counters, COUNTER.drillServiceTimeBucket, labels, buckets);
              })
            : undefined,
        ),
      ),
    );
    this.histograms = this.byPlace.flatMap((each) => each ?? []);
  }

  /** @param outcome its index in EVERY_OUTCOME */
  count(drill: number, step: number, region: number, outcome: number, bucket: number): void {
    const here = this.byPlace[(drill * this.steps + step) * this.regions + region];
    if (here !== undefined) here[outcome]!.counts[bucket]!++;
  }
}
