/** Reads how long answers took at the steps of drills that look at a breaker, inside their windows and outside. */
import { COUNTER, EVERY_OUTCOME } from '../../../scenarios/metrics.ts';
import type { DrillTimes } from '../../evidence/drills-seen.ts';
import type { Prometheus, Sample } from './query.ts';
import { histogramOf, label, oneOf, PHASE, stepCount } from './samples.ts';
import { lastOf, type RunOfSeries } from './series.ts';

/** Of all drills, where there was an answer. Rejects with a `PrometheusError` and nothing else. */
export async function readDrillTimes(
  prometheus: Prometheus,
  run: RunOfSeries,
): Promise<readonly DrillTimes[]> {
  const by = [...PLACE, 'le'].join(', ');
  const query = `sum by (${by}) (${lastOf(COUNTER.drillServiceTimeBucket, run)})`;
  const byPlace = new Map<string, Sample[]>();
  for (const sample of await prometheus.instant(query, run.endedAtMs)) {
    const key = JSON.stringify(PLACE.map((name) => label(sample, name)));
    byPlace.set(key, [...(byPlace.get(key) ?? []), sample]);
  }
  const answered = [...byPlace.values()].filter((samples) => samples.some(({ value }) => value > 0));
  return answered.map((samples) => {
    const { count: _, ...place } = stepCount(samples[0]!);
    return { ...place, outcome: oneOf(samples[0]!, 'outcome', EVERY_OUTCOME), ...histogramOf(samples) };
  });
}

const PLACE = [PHASE, 'step', 'region', 'drill', 'outcome'] as const;
