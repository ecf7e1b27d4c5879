/** The times of answers that only drills look at: at the steps of a breaker, and of those whom a drill must leave alone. */
import { BystanderTimes } from './bystander-times.ts';
import type { Counters } from './counters.ts';
import { DrillServiceTimes } from './drill-service-times.ts';
import type { DrillWindows } from './drill-windows.ts';
import type { Buckets, Histogram } from './histogram.ts';

export class DrillHistograms {
  readonly all: readonly Histogram[];
  private readonly service: DrillServiceTimes;
  private readonly bystanders: BystanderTimes;
  private readonly hasBystanders: boolean;

  constructor(
    counters: Counters,
    windows: DrillWindows,
    steps: readonly string[],
    regions: readonly string[],
    buckets: Buckets,
  ) {
    this.service = new DrillServiceTimes(counters, windows, steps, regions, buckets);
    this.bystanders = new BystanderTimes(counters, windows, steps, regions, buckets);
    this.hasBystanders = this.bystanders.histograms.length > 0;
    this.all = [...this.service.histograms, ...this.bystanders.histograms];
  }

  /** @param outcome its index in EVERY_OUTCOME; the buckets are those of TIME_BUCKETS */
  count(
    drill: number,
    step: number,
    region: number,
    outcome: number,
    serviceBucket: number,
    responseBucket: number,
  ): void {
    this.service.count(drill, step, region, outcome, serviceBucket);
    if (this.hasBystanders) this.bystanders.count(step, region, responseBucket);
  }
}
