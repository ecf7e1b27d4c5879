/** Reads what each version of a gray release answered, slice by slice of time: seconds, unless the run is longer than an hour. */
import { COUNTER, EVERY_OUTCOME, type Outcome, VERSIONS } from '../../../scenarios/metrics.ts';
import type { VersionSeconds } from '../../evidence/versions-seen.ts';
import type { Prometheus, Series } from './query.ts';
import { oneOf } from './samples.ts';
import { readGrowth, type SlicedRun, slicesUpTo } from './slices.ts';

const MS_PER_SECOND = 1000;
const SLICES_MAX = 3600;
/** k6's scenario is the phase. A series of a phase that has ended goes out of sight, so phases must not be added up by the query. */
const PLACE = ['scenario', 'step', 'region', 'version'] as const;

type Column = Exclude<Outcome, 'stopped'> | 'servedMs';
type Row = Record<Column, number>;
interface PlaceRows extends Pick<VersionSeconds, 'step' | 'region' | 'version'> {
  /** By slice, those without an answer left out. */
  readonly rows: Map<number, Row>;
}

/** Rejects with a `PrometheusError` and nothing else. */
export async function readVersions(
  prometheus: Prometheus,
  run: SlicedRun,
): Promise<readonly VersionSeconds[]> {
  const slices = slicesUpTo(run, SLICES_MAX);
  if (slices.count === 0) return [];
  const places = new Map<string, PlaceRows>();
  const add = (series: Series, slice: number, column: Column, more: number): void => {
    const { rows } = placeOf(places, series);
    const row = rows.get(slice) ?? { ok: 0, refused: 0, degraded: 0, failed: 0, servedMs: 0 };
    rows.set(slice, row);
    row[column] += more;
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
  return [...places.values()].map((place) => inColumns(place, slices.sliceSeconds));
}

/** All phases together: a step of a region is one place. */
function placeOf(places: Map<string, PlaceRows>, series: Series): PlaceRows {
  const { step = '', region = '' } = series.labels;
  const version = oneOf(series, 'version', VERSIONS);
  const key = [step, region, version].join('\n');
  const place = places.get(key) ?? { step, region, version, rows: new Map<number, Row>() };
  places.set(key, place);
  return place;
}

function inColumns({ step, region, version, rows }: PlaceRows, sliceSeconds: number): VersionSeconds {
  const slices = [...rows.keys()].sort((one, other) => one - other);
  const column = (name: Column): number[] => slices.map((slice) => rows.get(slice)![name]);
  return {
    ...{ step, region, version, sliceSeconds },
    atSeconds: slices.map((slice) => slice * sliceSeconds),
    ok: column('ok'),
    refused: column('refused'),
    degraded: column('degraded'),
    failed: column('failed'),
    servedMs: column('servedMs'),
  };
}
