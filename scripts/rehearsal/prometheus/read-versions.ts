/** Reads what each version of a gray release answered, slice by slice of time: seconds, unless the run is longer than an hour. */
import { COUNTER, EVERY_OUTCOME, VERSIONS } from '../../../scenarios/metrics.ts';
import type { VersionSeconds } from '../../evidence/versions-seen.ts';
import type { Prometheus, Series } from './query.ts';
import { oneOf } from './samples.ts';
import { SliceRows } from './slice-rows.ts';
import { readGrowth, type SlicedRun, slicesUpTo } from './slices.ts';

const MS_PER_SECOND = 1000;
const SLICES_MAX = 3600;
/** k6's scenario is the phase. A series of a phase that has ended goes out of sight, so phases must not be added up by the query. */
const PLACE = ['scenario', 'step', 'region', 'version'] as const;

const COLUMNS = ['ok', 'refused', 'degraded', 'failed', 'servedMs'] as const;
type Column = (typeof COLUMNS)[number];

/** Rejects with a `PrometheusError` and nothing else. */
export async function readVersions(
  prometheus: Prometheus,
  run: SlicedRun,
): Promise<readonly VersionSeconds[]> {
  const slices = slicesUpTo(run, SLICES_MAX);
  if (slices.count === 0) return [];
  const rows = new SliceRows<Pick<VersionSeconds, 'step' | 'region' | 'version'>, Column>(COLUMNS);
  // All phases together: a step of a region is one place.
  const add = (series: Series, slice: number, column: Column, more: number): void => {
    const { step = '', region = '' } = series.labels;
    rows.add({ step, region, version: oneOf(series, 'version', VERSIONS) }, slice, column, more);
  };
  const answers = {
    counter: COUNTER.versionResponses,
    labels: [...PLACE, 'outcome'],
    matchers: ['within!="own"', 'outcome!="stopped"'],
  };
  await readGrowth(prometheus, run, slices, answers, (series, slice, growth) =>
    add(series, slice, oneOf(series, 'outcome', EVERY_OUTCOME) as Column, growth),
  );
  const times = { counter: COUNTER.versionServiceSeconds, labels: PLACE };
  await readGrowth(prometheus, run, slices, times, (series, slice, growth) =>
    add(series, slice, 'servedMs', growth * MS_PER_SECOND),
  );
  return rows.inColumns(slices);
}
