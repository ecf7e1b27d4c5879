/** All that was measured at one n, and how its repetitions scatter. */
import { studentQuantile } from '../evidence/student.ts';
import type { Errors } from './fit.ts';
import type { LevelSample } from './samples.ts';
import { mean, squaresOf } from './scatter.ts';

export interface Group {
  readonly n: number;
  /** Mean of its repetitions. */
  readonly throughput: number;
  readonly repetitions: number;
  /** Half of the mean's 95 % interval: by the repetitions of all levels, or by seconds where there are none. Null: neither is known. */
  readonly halfWidth: number | null;
  /** Of the mean, by seconds. */
  readonly standardError: number | null;
  readonly samples: readonly LevelSample[];
}

const TAIL = 0.025;
/** A standard error by blocks of seconds is known from few of them too, but the blocks of all levels agree: the normal quantile. */
const NORMAL_QUANTILE = 1.96;

/** In order of n. Repetitions of one level are few, so all levels together tell how a measurement scatters. */
export function groupsOf(samples: readonly LevelSample[], errors: Errors): readonly Group[] {
  const counts = [...new Set(samples.map(({ n }) => n))].sort((one, other) => one - other);
  const groups = counts.map((n) => {
    const here = samples.filter((each) => each.n === n);
    const known = here.flatMap(({ standardError }) => standardError ?? []);
    const standardError =
      known.length === here.length
        ? Math.sqrt(known.reduce((sum, error) => sum + error ** 2, 0)) / here.length
        : null;
    const throughput = mean(here.map((each) => each.throughput));
    return { n, throughput, repetitions: here.length, standardError, samples: here };
  });
  const { squares, freedom } = pureErrorOf(groups, errors);
  const scatter = freedom === 0 ? null : studentQuantile(TAIL, freedom) * Math.sqrt(squares / freedom);
  return groups.map((group) => {
    const { throughput, repetitions, standardError } = group;
    const ofOne = scatter === null ? null : scatter * (errors === 'relative' ? throughput : 1);
    const bySeconds = standardError === null ? null : NORMAL_QUANTILE * standardError;
    return { ...group, halfWidth: ofOne === null ? bySeconds : ofOne / Math.sqrt(repetitions) };
  });
}

/** What repetitions of one n scatter around their own mean: pure error, whatever the curve. Squares of throughputs, or of logarithms. */
export function pureErrorOf(
  groups: readonly Pick<Group, 'samples'>[],
  errors: Errors,
): { readonly squares: number; readonly freedom: number } {
  const scale = errors === 'relative' ? Math.log : (throughput: number) => throughput;
  const all = groups.map(({ samples }) => samples.map(({ throughput }) => scale(throughput)));
  return {
    squares: all.reduce((sum, values) => sum + squaresOf(values), 0),
    freedom: all.reduce((sum, values) => sum + values.length - 1, 0),
  };
}
