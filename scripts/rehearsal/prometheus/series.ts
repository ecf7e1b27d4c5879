/** Series in queries. */
import { type CounterName, type GaugeName, inPrometheus, RUN_ID } from '../../../scenarios/metrics.ts';

/**
 * How far back a counter of the crowd is looked for, so that a reading loads little more than its own time: every series is written
 * each 15 s while its phase lasts. A series that is out of sight has not grown.
 */
export const COUNTER_LOOKBACK_MS = 60_000;

/** A metric of one run, such as `k6_carnival_intended_total{run_id="…"}`. Whatever else Prometheus holds is not asked for. */
export const seriesOf = (
  metric: CounterName | GaugeName,
  runId: string,
  ...matchers: readonly string[]
): string => `${inPrometheus(metric)}{${[`${RUN_ID}=${JSON.stringify(runId)}`, ...matchers].join(', ')}}`;

export interface RunOfSeries {
  readonly runId: string;
  /** Epoch milliseconds. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

/** All its values in the run. */
export const inRun = (
  metric: CounterName | GaugeName,
  { runId, startedAtMs, endedAtMs }: RunOfSeries,
  ...matchers: readonly string[]
): string => `${seriesOf(metric, runId, ...matchers)}[${endedAtMs - startedAtMs}ms]`;

/** Its last value in the run. */
export const lastOf = (...of: Parameters<typeof inRun>): string => `last_over_time(${inRun(...of)})`;
