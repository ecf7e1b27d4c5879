/** A run cut into equal slices of time, and what the readings at their ends say. Pure. */
import type { Series, Span } from './query.ts';
import { COUNTER_LOOKBACK_MS } from './series.ts';
import { slicesUpTo } from './slices.ts';

export interface Slices {
  readonly count: number;
  readonly seconds: number;
  /** A reading at the beginning of the first, and at the end of each. */
  readonly span: Span;
}

const SECOND_MS = 1000;
/** More than a chart has pixels for. */
const SLICES_MAX = 600;
const SLICES_MIN = 120;
/** Numbers of one kind in a file: some 500 kB as JSON. */
const NUMBERS_MAX = 120_000;

/** @param rows how many steps × regions the file will have */
export function slicesOf(
  run: { readonly zeroAtMs: number; readonly endedAtMs: number },
  rows: number,
): Slices {
  const most = Math.max(SLICES_MIN, Math.min(SLICES_MAX, Math.floor(NUMBERS_MAX / Math.max(1, rows))));
  const cut = slicesUpTo(run, most);
  const seconds = cut.sliceSeconds;
  const count = Math.max(1, cut.count);
  const stepMs = seconds * SECOND_MS;
  const span = {
    fromMs: run.zeroAtMs,
    untilMs: run.zeroAtMs + count * stepMs,
    stepMs,
    // What was counted last in a phase that ended within a slice must still be in sight at the slice's end.
    lookbackMs: COUNTER_LOOKBACK_MS + stepMs,
  };
  return { count, seconds, span };
}

/** By reading, the one at the beginning included; NaN where there is none. */
function readingsOf({ points }: Series, { count, span }: Slices): Float64Array {
  const values = new Float64Array(count + 1).fill(Number.NaN);
  for (const { atMs, value } of points) {
    const reading = Math.round((atMs - span.fromMs) / span.stepMs);
    if (reading >= 0 && reading <= count) values[reading] = value;
  }
  return values;
}

/** How much a counter of the crowd grew in each slice. One out of sight has not grown; one not seen yet was zero. */
export function grownBy(series: Series, slices: Slices): Float64Array {
  const readings = readingsOf(series, slices);
  const grown = new Float64Array(slices.count);
  let most = Number.isNaN(readings[0]!) ? 0 : readings[0]!;
  for (let slice = 0; slice < slices.count; slice++) {
    const now = readings[slice + 1]!;
    if (!(now > most)) continue;
    grown[slice] = now - most;
    most = now;
  }
  return grown;
}

/** The sum of what each series told last, at the end of each slice. Null until the first tells something. */
export function heldSum(all: readonly Series[], slices: Slices): readonly (number | null)[] {
  const sums = new Array<number | null>(slices.count).fill(null);
  for (const series of all) {
    const readings = readingsOf(series, slices);
    let last = readings[0]!;
    for (let slice = 0; slice < slices.count; slice++) {
      const now = readings[slice + 1]!;
      if (!Number.isNaN(now)) last = now;
      if (!Number.isNaN(last)) sums[slice] = (sums[slice] ?? 0) + last;
    }
  }
  return sums;
}

/** @param length of each */
export function sumOfLists(lists: readonly ArrayLike<number>[], length: number): readonly number[] {
  const total = new Array<number>(length).fill(0);
  for (const list of lists) for (let i = 0; i < length; i++) total[i]! += list[i]!;
  return total;
}
