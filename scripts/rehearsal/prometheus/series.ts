/** Series in queries. */
import { type CounterName, type GaugeName, inPrometheus, RUN_ID } from '../../../scenarios/metrics.ts';

/** A metric of one run, such as `k6_carnival_intended_total{run_id="…"}`. Whatever else Prometheus holds is not asked for. */
export const seriesOf = (
  metric: CounterName | GaugeName,
  runId: string,
  ...matchers: readonly string[]
): string => `${inPrometheus(metric)}{${[`${RUN_ID}=${JSON.stringify(runId)}`, ...matchers].join(', ')}}`;

interface RunOfSeries {
  readonly runId: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

/** Its last value in the run. */
export const lastOf = (
  metric: CounterName | GaugeName,
  { runId, startedAtMs, endedAtMs }: RunOfSeries,
  ...matchers: readonly string[]
): string => `last_over_time(${seriesOf(metric, runId, ...matchers)}[${endedAtMs - startedAtMs}ms])`;
