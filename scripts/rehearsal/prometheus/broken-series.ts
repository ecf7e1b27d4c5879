/**
 * Counters begin at zero and only rise. One that fell or is below zero was not written by one crowd alone (by two generators under
 * one name, for example), so no count of the run can be trusted.
 */
import { COUNTER, type CounterName, inPrometheus, RUN_ID } from '../../../scenarios/metrics.ts';
import type { Prometheus, Sample } from './query.ts';
import { inRun, type RunOfSeries } from './series.ts';

/** The names of such series, with their labels. */
export async function readBrokenSeries(prometheus: Prometheus, run: RunOfSeries): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const counter of Object.values(COUNTER)) {
    const values = inRun(counter, run);
    const query = `resets(${values}) > 0 or min_over_time(${values}) < 0`;
    const samples = await prometheus.instant(query, run.endedAtMs);
    broken.push(...samples.map((sample) => nameOf(counter, sample)));
  }
  return broken;
}

const nameOf = (counter: CounterName, { labels }: Sample): string => {
  const shown = Object.entries(labels).filter(([label]) => label !== RUN_ID && label !== '__name__');
  return `${inPrometheus(counter)}{${shown.map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(', ')}}`;
};
