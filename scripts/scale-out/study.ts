/** Thousands of draws of one strategy. Draw k has the same chances in every strategy (common random numbers). */
import { hash } from '../../scenarios/crowd/draws.ts';
import { Course, type Outcome, type Strategy, type Trace, type World } from './course.ts';
import { type Delays, delaysOf } from './fleet.ts';
import { SECONDS_PER_HOUR } from './seconds.ts';
import { type Spread, spreadOf } from './spread.ts';

const OF_DRAW = 21;

export class Study {
  readonly world: World;
  private readonly course: Course;
  private readonly curves: readonly Float64Array[];
  private readonly seed: number;

  constructor(
    world: World,
    curves: readonly Float64Array[],
    seed: number,
    delays: Delays = delaysOf(world.settings),
  ) {
    this.world = world;
    this.curves = curves;
    this.seed = seed;
    this.course = new Course(world, delays);
  }

  draw(index: number, strategy: Strategy, trace: Trace | null = null): Outcome {
    return this.course.run(
      { seed: this.seedOf(index), perReplica: this.perReplicaOf(index) },
      strategy,
      trace,
    );
  }

  /** The curve of a draw, as a table by the number of replicas: requests a second of each. */
  perReplicaOf(index: number): Float64Array {
    return this.curves[hash(this.seedOf(index), index, 1, OF_DRAW) % this.curves.length]!;
  }

  private seedOf(index: number): number {
    return hash(this.seed, index, 0, OF_DRAW);
  }

  run(draws: number, strategy: Strategy): readonly Outcome[] {
    return Array.from({ length: draws }, (_, index) => this.draw(index, strategy));
  }

  /** Whether so many of the draws hold the objective. It ends as soon as that is certain. */
  holds(draws: number, strategy: Strategy, share: number): boolean {
    const mayMiss = draws - Math.ceil(share * draws);
    let missed = 0;
    for (let index = 0; index < draws; index++) {
      if (isHeld(this.draw(index, strategy))) continue;
      missed++;
      if (missed > mayMiss) return false;
    }
    return true;
  }
}

/** In every minute of the window: over hours, an objective of a share forgives minutes in which nobody is served. */
export const isHeld = ({ badMinutes }: Outcome): boolean => badMinutes === 0;

/** What a strategy comes to. */
export interface Result {
  readonly minutesOut: Spread;
  readonly requestsLate: Spread;
  readonly requestsFailed: Spread;
  readonly ordersLost: Spread;
  readonly replicaHours: Spread;
  readonly replicasMost: Spread;
  /** Of all draws. */
  readonly heldShare: number;
}

export function resultOf(outcomes: readonly Outcome[], { world }: Study): Result {
  const of = (figure: (outcome: Outcome) => number): Spread => spreadOf(outcomes.map(figure));
  return {
    minutesOut: of(({ badMinutes }) => badMinutes),
    requestsLate: of(({ late }) => late),
    requestsFailed: of(({ failed }) => failed),
    ordersLost: of(({ left }) => left * world.shoppers.ordersEach),
    replicaHours: of(({ replicaSeconds }) => replicaSeconds / SECONDS_PER_HOUR),
    replicasMost: of(({ replicasMost }) => replicasMost),
    heldShare: outcomes.filter(isHeld).length / outcomes.length,
  };
}
