/**
 * From levels to the points that a curve is fitted to. With several counts of replicas, n counts replicas, and a point is the most
 * that one of them carried within the objective in one repetition. With one count, n is the load.
 */
import type { Sample } from './bootstrap.ts';
import type { Axis, Level } from './level.ts';
import { mean, scatterOf } from './scatter.ts';

export interface LevelSample extends Sample {
  readonly repetition: number;
}

export interface Dropped {
  readonly level: Level;
  readonly why: Exclude<Level['state'], 'measured'> | 'missed-objective' | 'nothing-carried';
}

export interface Measured {
  readonly axis: Axis;
  /** By n, and by repetition. */
  readonly samples: readonly LevelSample[];
  /** Levels that say nothing of a capacity. */
  readonly dropped: readonly Dropped[];
}

export function measuredOf(levels: readonly Level[]): Measured {
  const counts = new Set(levels.map(({ replicas }) => replicas));
  const axis: Axis = counts.size > 1 || levels.every(({ load }) => load === null) ? 'replicas' : 'load';
  const dropped: Dropped[] = [];
  const best = new Map<string, Level>();
  for (const level of levels) {
    const why = whyNot(level);
    if (why !== null) {
      dropped.push({ level, why });
      continue;
    }
    const key = `${nOf(level, axis)} ${level.repetition}`;
    const other = best.get(key);
    if (other === undefined || level.throughput > other.throughput) best.set(key, level);
  }
  const samples = [...best.values()].map((level) => ({
    n: nOf(level, axis),
    repetition: level.repetition,
    throughput: level.throughput,
    standardError: level.seconds === null ? null : standardErrorOf(level.seconds),
  }));
  return {
    axis,
    samples: samples.sort((one, other) => one.n - other.n || one.repetition - other.repetition),
    dropped,
  };
}

/** Why one does not count, in words: its own, where a run has said them. */
export const reasonFor = <Why extends string>(
  { level, why }: Dropped,
  words: Readonly<Record<Dropped['why'], Why>>,
): string =>
  why === 'edge-not-seen' && level.why !== undefined && level.why !== '' ? level.why : words[why];

/** A search goes beyond the edge on purpose: that a load was too much is worth saying only where nothing was held. */
export const worthSaying = (
  dropped: readonly Dropped[],
  nOf: (each: Dropped) => number,
  held: readonly { readonly n: number }[],
): readonly Dropped[] =>
  dropped.filter((each) => each.why !== 'missed-objective' || !held.some(({ n }) => n === nOf(each)));

const nOf = ({ replicas, load }: Level, axis: Axis): number => (axis === 'replicas' ? replicas : load) ?? 1;

function whyNot({ state, isInObjective, throughput }: Level): Dropped['why'] | null {
  if (state !== 'measured') return state;
  if (isInObjective === false) return 'missed-objective';
  return throughput > 0 ? null : 'nothing-carried';
}

const BLOCK_SECONDS_MIN = 2;
const BLOCKS_MIN = 4;
const BLOCKS_MAX = 16;

/**
 * Standard error of a mean of seconds, which hang together: by the means of up to sixteen blocks of at least two seconds (batch
 * means: Law & Kelton, "Simulation Modeling and Analysis"). Null with fewer than four blocks.
 */
export function standardErrorOf(seconds: readonly number[]): number | null {
  const size = Math.max(BLOCK_SECONDS_MIN, Math.ceil(seconds.length / BLOCKS_MAX));
  const means = Array.from({ length: Math.floor(seconds.length / size) }, (_, i) =>
    mean(seconds.slice(i * size, (i + 1) * size)),
  );
  return means.length < BLOCKS_MIN ? null : scatterOf(means) / Math.sqrt(means.length);
}
