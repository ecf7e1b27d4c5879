/** Reads how long the answers of each step took, slice by slice: two runs are compared by it. A day has no more slices than four minutes. */
import { COUNTER, NO_DRILL } from '../../../scenarios/metrics.ts';
import type { StepTimes } from '../../evidence/step-times.ts';
import type { Prometheus, Series } from './query.ts';
import { label, PHASE } from './samples.ts';
import { readGrowth, type SlicedRun, slicesUpTo } from './slices.ts';

const MS_PER_SECOND = 1000;
const SLICES_MAX = 240;
/** Those whose time the crowd adds up: see `responseSeconds`. */
const TIMED = [
  `drill=${JSON.stringify(NO_DRILL)}`,
  'outcome!="failed"',
  'outcome!="stopped"',
  'within!="own"',
] as const;

/** The crowd adds up whole milliseconds. As seconds, they pick up a rounding error. */
const wholeMs = (seconds: number): number => Math.round(seconds * MS_PER_SECOND);

interface Row {
  answers: number;
  responseMs: number;
}

/** Rejects with a `PrometheusError` and nothing else. */
export async function readStepTimes(prometheus: Prometheus, run: SlicedRun): Promise<readonly StepTimes[]> {
  const slices = slicesUpTo(run, SLICES_MAX);
  if (slices.count === 0) return [];
  const places = new Map<
    string,
    { readonly phase: string; readonly step: string; readonly rows: Map<number, Row> }
  >();
  const add = (series: Series, slice: number, column: keyof Row, more: number): void => {
    const [phase, step] = [label(series, PHASE), label(series, 'step')];
    const key = [phase, step].join('\n');
    const place = places.get(key) ?? { phase, step, rows: new Map<number, Row>() };
    places.set(key, place);
    const row = place.rows.get(slice) ?? { answers: 0, responseMs: 0 };
    place.rows.set(slice, row);
    row[column] += more;
  };
  const labels = [PHASE, 'step'];
  await readGrowth(
    prometheus,
    run,
    slices,
    { counter: COUNTER.responses, labels, matchers: TIMED },
    (...grown) => add(grown[0], grown[1], 'answers', grown[2]),
  );
  await readGrowth(prometheus, run, slices, { counter: COUNTER.responseSeconds, labels }, (...grown) =>
    add(grown[0], grown[1], 'responseMs', wholeMs(grown[2])),
  );
  return [...places.values()].map(({ phase, step, rows }) => {
    const at = [...rows.keys()].sort((one, other) => one - other);
    return {
      ...{ phase, step, sliceSeconds: slices.sliceSeconds },
      atSeconds: at.map((slice) => slice * slices.sliceSeconds),
      answers: at.map((slice) => rows.get(slice)!.answers),
      responseMs: at.map((slice) => rows.get(slice)!.responseMs),
    };
  });
}
