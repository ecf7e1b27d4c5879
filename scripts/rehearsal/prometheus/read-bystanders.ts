/** Reads, second by second, those whom a drill should not touch: the other regions, and the other steps of its own regions. */
import type { Region } from '../../../scenarios/campaigns/plan.ts';
import type { DrillScope } from '../../../scenarios/drills/scope.ts';
import { COUNTER, type CounterName, NO_DRILL, TIME_BUCKETS_MS } from '../../../scenarios/metrics.ts';
import type { Bystanders } from '../../evidence/drills-seen.ts';
import type { Prometheus, Series } from './query.ts';
import { boundSeconds, label } from './samples.ts';
import { COUNTER_LOOKBACK_MS, seriesOf } from './series.ts';

const SECOND_MS = 1000;

/** Whole seconds from the run's zero, `until` not included. */
export interface Seconds {
  readonly from: number;
  readonly until: number;
}

interface Group {
  readonly region: string;
  readonly withoutSteps: readonly string[] | null;
}

export function bystandersOf({ steps, regions }: DrillScope, all: readonly Region[]): readonly Group[] {
  return all.flatMap(({ name: region }): readonly Group[] => {
    if (regions !== null && !regions.includes(region)) return [{ region, withoutSteps: null }];
    return steps === null ? [] : [{ region, withoutSteps: steps }];
  });
}

/**
 * Rejects with a `PrometheusError` and nothing else. Requests in the window of another drill are not among those that ended, nor are
 * stopped bots and what was the generator's own fault. Their times are: a histogram does not tell them apart.
 */
export async function readBystanders(
  prometheus: Prometheus,
  { runId, zeroAtMs }: { readonly runId: string; readonly zeroAtMs: number },
  groups: readonly Group[],
  seconds: Seconds,
): Promise<readonly Bystanders[]> {
  const count = Math.max(0, seconds.until - seconds.from);
  const all: Bystanders[] = [];
  for (const { region, withoutSteps } of groups) {
    const grown = (query: string) =>
      count === 0 ? [] : grownBySecond(prometheus, query, zeroAtMs + seconds.from * SECOND_MS, count);
    const matchers = [
      `region=${JSON.stringify(region)}`,
      ...(withoutSteps ?? []).map((step) => `step!=${JSON.stringify(step)}`),
    ];
    const counted = [`drill=${JSON.stringify(NO_DRILL)}`, 'outcome!="stopped"', 'within!="own"', ...matchers];
    const ended = await grown(queryOf('scenario', COUNTER.responses, runId, counted));
    const failed = await grown(
      queryOf('scenario', COUNTER.responses, runId, [...counted, 'outcome="failed"']),
    );
    const times = await grown(queryOf('scenario, le', COUNTER.bystanderTimeBucket, runId, matchers));
    all.push({
      region,
      withoutSteps,
      seconds: Array.from({ length: count }, (_, i) => ({
        atSeconds: seconds.from + i,
        ended: sumAt(ended, i),
        failed: sumAt(failed, i),
        times: timesAt(times, i),
      })),
    });
  }
  return all;
}

const queryOf = (by: string, counter: CounterName, runId: string, matchers: readonly string[]): string =>
  `sum by (${by}) (last_over_time(${seriesOf(counter, runId, ...matchers)}[${COUNTER_LOOKBACK_MS}ms]))`;

interface Grown {
  readonly labels: Series['labels'];
  readonly bySecond: Float64Array;
}

/** Phases are apart, because a phase that has ended is soon out of sight. Then its sum must not pull down that of the next. */
async function grownBySecond(
  prometheus: Prometheus,
  query: string,
  fromMs: number,
  count: number,
): Promise<readonly Grown[]> {
  const span = { fromMs, untilMs: fromMs + count * SECOND_MS, stepMs: SECOND_MS };
  return (await prometheus.range(query, span)).map(({ labels, points }) => {
    const bySecond = new Float64Array(count);
    let last = 0;
    for (const { atMs, value } of points) {
      const second = Math.round((atMs - fromMs) / SECOND_MS) - 1;
      if (second >= 0) bySecond[second] = Math.max(0, value - last);
      last = Math.max(last, value);
    }
    return { labels, bySecond };
  });
}

const sumAt = (all: readonly Grown[], second: number): number =>
  all.reduce((sum, { bySecond }) => sum + bySecond[second]!, 0);

/** By bucket, not cumulative. */
function timesAt(all: readonly Grown[], second: number): readonly number[] {
  const upTo = BOUNDS_SECONDS.map((bound) =>
    sumAt(
      all.filter((series) => boundSeconds(label(series, 'le')) === bound),
      second,
    ),
  );
  return upTo.map((count, i) => Math.max(0, count - (upTo[i - 1] ?? 0)));
}

const BOUNDS_SECONDS = [...TIME_BUCKETS_MS.map((ms) => ms / SECOND_MS), Number.POSITIVE_INFINITY];
