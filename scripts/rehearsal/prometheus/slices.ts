/** Reads how counters grew slice by slice of a run: in seconds, or in longer slices if the run is so long that they would be too many. */
import type { CounterName } from '../../../scenarios/metrics.ts';
import type { Prometheus, Series } from './query.ts';
import type { RunSpan } from './run-span.ts';
import { COUNTER_LOOKBACK_MS, seriesOf } from './series.ts';

const SECOND_MS = 1000;

export type SlicedRun = Pick<RunSpan, 'runId' | 'zeroAtMs' | 'endedAtMs'>;

export interface Slices {
  readonly sliceSeconds: number;
  /** How many there are. */
  readonly count: number;
}

/** @param most how many slices there may be */
export function slicesUpTo(
  { zeroAtMs, endedAtMs }: Pick<SlicedRun, 'zeroAtMs' | 'endedAtMs'>,
  most: number,
): Slices {
  const seconds = Math.max(0, Math.ceil((endedAtMs - zeroAtMs) / SECOND_MS));
  const sliceSeconds = Math.max(1, Math.ceil(seconds / most));
  return { sliceSeconds, count: Math.ceil(seconds / sliceSeconds) };
}

export interface Sliced {
  readonly counter: CounterName;
  /** A series of a phase that has ended goes out of sight, so phases must not be added up by the query. */
  readonly labels: readonly string[];
  readonly matchers?: readonly string[];
}

/**
 * @param grew is told of each slice in which a series grew, and by how much
 * @throws PrometheusError and nothing else
 */
export async function readGrowth(
  prometheus: Prometheus,
  run: SlicedRun,
  { sliceSeconds, count }: Slices,
  { counter, labels, matchers = [] }: Sliced,
  grew: (series: Series, slice: number, growth: number) => void,
): Promise<void> {
  const stepMs = sliceSeconds * SECOND_MS;
  const read = await prometheus.range(
    `sum by (${labels.join(', ')}) (last_over_time(${seriesOf(counter, run.runId, ...matchers)}[${Math.max(COUNTER_LOOKBACK_MS, stepMs)}ms]))`,
    { fromMs: run.zeroAtMs + stepMs, untilMs: run.zeroAtMs + count * stepMs, stepMs },
  );
  for (const series of read) {
    let last = 0;
    for (const { atMs, value } of series.points) {
      // It is less when one of several generators has ended and is out of sight.
      if (value <= last) continue;
      grew(series, Math.round((atMs - run.zeroAtMs) / stepMs) - 1, value - last);
      last = value;
    }
  }
}
