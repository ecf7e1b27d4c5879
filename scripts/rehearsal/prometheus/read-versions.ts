/** Reads what each version of a gray release answered, slice by slice of time: seconds, unless the run is longer than an hour. */
import {
  COUNTER,
  type CounterName,
  EVERY_OUTCOME,
  type Outcome,
  VERSIONS,
} from '../../../scenarios/metrics.ts';
import type { VersionSeconds } from '../../evidence/versions-seen.ts';
import type { Prometheus, Series } from './query.ts';
import type { RunSpan } from './run-span.ts';
import { oneOf } from './samples.ts';
import { seriesOf } from './series.ts';

const SECOND_MS = 1000;
const SLICES_MAX = 3600;
/** As in read-dispersion.ts: the crowd writes every series every 15 s while its phase lasts. */
const LOOKBACK_MS = 60_000;
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
  run: Pick<RunSpan, 'runId' | 'zeroAtMs' | 'endedAtMs'>,
): Promise<readonly VersionSeconds[]> {
  const seconds = Math.max(0, Math.ceil((run.endedAtMs - run.zeroAtMs) / SECOND_MS));
  const sliceSeconds = Math.max(1, Math.ceil(seconds / SLICES_MAX));
  const slices = Math.ceil(seconds / sliceSeconds);
  if (slices === 0) return [];
  const stepMs = sliceSeconds * SECOND_MS;
  const read = (counter: CounterName, labels: readonly string[], ...matchers: readonly string[]) =>
    prometheus.range(
      `sum by (${labels.join(', ')}) (last_over_time(${seriesOf(counter, run.runId, ...matchers)}[${Math.max(LOOKBACK_MS, stepMs)}ms]))`,
      { fromMs: run.zeroAtMs + stepMs, untilMs: run.zeroAtMs + slices * stepMs, stepMs },
    );
  const sliceOf = (atMs: number): number => Math.round((atMs - run.zeroAtMs) / stepMs) - 1;
  const places = new Map<string, PlaceRows>();
  const add = (series: Series, column: Column, timesMore: number): void => {
    const { rows } = placeOf(places, series);
    let last = 0;
    for (const { atMs, value } of series.points) {
      // It is less when one of several generators has ended and is out of sight.
      if (value <= last) continue;
      const slice = sliceOf(atMs);
      const row = rows.get(slice) ?? { ok: 0, refused: 0, degraded: 0, failed: 0, servedMs: 0 };
      rows.set(slice, row);
      row[column] += (value - last) * timesMore;
      last = value;
    }
  };
  for (const series of await read(
    COUNTER.versionResponses,
    [...PLACE, 'outcome'],
    'within!="own"',
    'outcome!="stopped"',
  ))
    add(series, oneOf(series, 'outcome', EVERY_OUTCOME) as Column, 1);
  for (const series of await read(COUNTER.versionServiceSeconds, PLACE)) add(series, 'servedMs', SECOND_MS);
  return [...places.values()].map((place) => inColumns(place, sliceSeconds));
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
