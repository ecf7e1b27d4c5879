/** All that was measured at one n, and how its repetitions scatter. */
import { studentQuantile } from '../evidence/student.ts';
import type { LevelSample } from './samples.ts';
import { mean, scatterOf, squaresOf } from './scatter.ts';

export interface Group {
  readonly n: number;
  /** Mean of its repetitions. */
  readonly throughput: number;
  readonly repetitions: number;
  /** Half of the mean's 95 % interval: by repetitions, or by seconds where there is one. Null: neither is known. */
  readonly halfWidth: number | null;
  /** Of the mean, by seconds. */
  readonly standardError: number | null;
  readonly samples: readonly LevelSample[];
}

const TAIL = 0.025;
/** A standard error by blocks of seconds is known from few of them too, but the blocks of all levels agree: the normal quantile. */
const NORMAL_QUANTILE = 1.96;

/** In order of n. */
export function groupsOf(samples: readonly LevelSample[]): readonly Group[] {
  const counts = [...new Set(samples.map(({ n }) => n))].sort((one, other) => one - other);
  return counts.map((n) => {
    const here = samples.filter((each) => each.n === n);
    const errors = here.flatMap(({ standardError }) => standardError ?? []);
    const standardError =
      errors.length === here.length
        ? Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0)) / here.length
        : null;
    const throughputs = here.map(({ throughput }) => throughput);
    return {
      ...{ n, throughput: mean(throughputs), repetitions: here.length, standardError, samples: here },
      halfWidth:
        here.length > 1
          ? (studentQuantile(TAIL, here.length - 1) * scatterOf(throughputs)) / Math.sqrt(here.length)
          : standardError === null
            ? null
            : NORMAL_QUANTILE * standardError,
    };
  });
}

/** What repetitions of one n scatter around their own mean: pure error, whatever the curve. */
export function pureErrorOf(
  groups: readonly Group[],
  scale: (throughput: number) => number,
): { readonly squares: number; readonly freedom: number } {
  const all = groups.map(({ samples }) => samples.map(({ throughput }) => scale(throughput)));
  return {
    squares: all.reduce((sum, values) => sum + squaresOf(values), 0),
    freedom: all.reduce((sum, values) => sum + values.length - 1, 0),
  };
}
