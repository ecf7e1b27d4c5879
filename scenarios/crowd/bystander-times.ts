/**
 * How long answers took by region, where a drill must leave others alone. Steps that a drill names are apart, so that the other steps
 * of its own regions can be looked at without them.
 */
import { scopeOf } from '../drills/scope.ts';
import { COUNTER } from '../metrics.ts';
import type { Counters } from './counters.ts';
import type { DrillWindows } from './drill-windows.ts';
import { type Buckets, Histogram } from './histogram.ts';

/** The kind of objective that looks at bystanders. */
const LOOKS = 'breaker-isolated';

export class BystanderTimes {
  readonly histograms: readonly Histogram[];
  /** By step × regions + region. */
  private readonly at: readonly Histogram[];
  private readonly regions: number;

  constructor(
    counters: Counters,
    { drills }: DrillWindows,
    steps: readonly string[],
    regions: readonly string[],
    buckets: Buckets,
  ) {
    this.regions = regions.length;
    const isLookedAt = drills.some(({ expect }) => expect.some(({ kind }) => kind === LOOKS));
    const named = new Set(drills.flatMap(({ where }) => scopeOf(where).steps ?? []));
    const open = (region: string, step: object): Histogram =>
      new Histogram(counters, COUNTER.bystanderTimeBucket, { region, ...step }, buckets);
    const others = isLookedAt ? regions.map((region) => open(region, {})) : [];
    this.at = isLookedAt
      ? steps.flatMap((step) =>
          regions.map((region, r) => (named.has(step) ? open(region, { step }) : others[r]!)),
        )
      : [];
    this.histograms = [...new Set(this.at)];
  }

  /** Only if there are histograms. */
  count(step: number, region: number, bucket: number): void {
    this.at[step * this.regions + region]!.counts[bucket]!++;
  }
}
