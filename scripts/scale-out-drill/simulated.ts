/** The drill as the simulation has it: many draws on a virtual clock, in the seconds of the run. Pure. */
import type { Strategy, World } from '../scale-out/course.ts';
import { type Spread, spreadOf } from '../scale-out/spread.ts';
import { Study } from '../scale-out/study.ts';
import { type Burst, fewestThatCarry } from './burst.ts';

/** Of the draws lie within the interval: one right simulation in a hundred is blamed for each figure. */
export const INTERVAL_SHARE = 0.99;

export interface ToSimulate {
  readonly world: World;
  /** What replicas may carry, one of them a draw. */
  readonly curves: readonly Float64Array[];
  readonly strategy: Strategy;
  readonly burst: Burst;
  readonly draws: number;
  readonly seed: number;
}

export interface Simulated {
  /** From the burst's begin until ready replicas carry it, seconds; Infinity: not within the run. */
  readonly toCapacity: Spread;
  /** With too few of their requests in the objective. */
  readonly secondsOut: Spread;
  /** The most that were asked for. */
  readonly replicasMost: Spread;
  /** Of the draw in the middle. */
  readonly course: Course;
}

/** By second of the run. */
export interface Course {
  readonly asked: readonly number[];
  readonly ready: readonly number[];
}

export function simulate({ world, curves, strategy, burst, draws, seed }: ToSimulate): Simulated {
  const study = new Study(world, curves, seed);
  const drawn = Array.from({ length: draws }, (_, index) => {
    const needed = fewestThatCarry(study.perReplicaOf(index), burst.level);
    let toCapacity = Number.POSITIVE_INFINITY;
    const { badSeconds, replicasMost } = study.draw(index, strategy, {
      second: ({ second, ready }) => {
        if (second >= burst.beginsSeconds && ready >= needed)
          toCapacity = Math.min(toCapacity, second - burst.beginsSeconds);
      },
    });
    return { index, toCapacity, badSeconds, replicasMost };
  });
  const middle = drawn.toSorted((one, other) => one.badSeconds - other.badSeconds)[Math.floor(draws / 2)]!;
  const of = (figure: (draw: (typeof drawn)[number]) => number): Spread =>
    spreadOf(drawn.map(figure), INTERVAL_SHARE);
  return {
    toCapacity: of(({ toCapacity }) => toCapacity),
    secondsOut: of(({ badSeconds }) => badSeconds),
    replicasMost: of(({ replicasMost }) => replicasMost),
    course: courseOf(study, middle.index, strategy),
  };
}

function courseOf(study: Study, index: number, strategy: Strategy): Course {
  const asked: number[] = [];
  const ready: number[] = [];
  study.draw(index, strategy, {
    second: (at) => {
      asked.push(at.asked);
      ready.push(at.ready);
    },
  });
  return { asked, ready };
}
