/** Reads how long the answers of each step took, slice by slice: two runs are compared by it. A day has no more slices than four minutes. */
import { COUNTER, NO_DRILL } from '../../../scenarios/metrics.ts';
import type { StepTimes } from '../../evidence/step-times.ts';
import type { Prometheus, Series } from './query.ts';
import { label, PHASE } from './samples.ts';
import { SliceRows } from './slice-rows.ts';
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

const COLUMNS = ['answers', 'responseMs'] as const;
type Column = (typeof COLUMNS)[number];

/** Rejects with a `PrometheusError` and nothing else. */
export async function readStepTimes(prometheus: Prometheus, run: SlicedRun): Promise<readonly StepTimes[]> {
  const slices = slicesUpTo(run, SLICES_MAX);
  if (slices.count === 0) return [];
  const rows = new SliceRows<Pick<StepTimes, 'phase' | 'step'>, Column>(COLUMNS);
  const add = (series: Series, slice: number, column: Column, more: number): void =>
    rows.add({ phase: label(series, PHASE), step: label(series, 'step') }, slice, column, more);
  const labels = [PHASE, 'step'];
  const answers = { counter: COUNTER.responses, labels, matchers: TIMED };
  await readGrowth(prometheus, run, slices, answers, (series, slice, growth) =>
    add(series, slice, 'answers', growth),
  );
  const times = { counter: COUNTER.responseSeconds, labels };
  await readGrowth(prometheus, run, slices, times, (series, slice, growth) =>
    add(series, slice, 'responseMs', wholeMs(growth)),
  );
  return rows.inColumns(slices);
}
