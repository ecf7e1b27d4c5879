/** One draw as a picture: of all, the one in the middle by how long the objective is missed. */
import type { Outcome, Strategy } from './course.ts';
import type { Study } from './study.ts';

export interface TypicalCourse {
  readonly sliceSeconds: number;
  /** By slice, requests a second. */
  readonly demand: readonly number[];
  /** What the replicas that were asked for would carry, warm. */
  readonly asked: readonly number[];
  readonly ready: readonly number[];
  /** Of the demand: what ready replicas could not carry. */
  readonly missing: readonly number[];
  /** By slice, replicas. */
  readonly replicasAsked: readonly number[];
  readonly replicasReady: readonly number[];
}

/** Of ten seconds in two hours and a half: a sync is seen. */
const SLICES_MAX = 900;
/** @param outcomes of the strategy's draws, in their order */
export function typicalCourse(study: Study, strategy: Strategy, outcomes: readonly Outcome[]): TypicalCourse {
  const bad = outcomes
    .map(({ badSeconds }, index) => ({ index, badSeconds }))
    .sort((one, other) => one.badSeconds - other.badSeconds);
  const { demand, replicasMax } = study.world;
  const sliceSeconds = Math.max(1, Math.ceil(demand.length / SLICES_MAX));
  const slices = Math.ceil(demand.length / sliceSeconds);
  const zeros = (): number[] => new Array<number>(slices).fill(0);
  const [wanted, asked, ready, missing] = [zeros(), zeros(), zeros(), zeros()];
  const [replicasAsked, replicasReady] = [zeros(), zeros()];
  const middle = bad[Math.floor(bad.length / 2)]!.index;
  const each = study.perReplicaOf(middle);
  study.draw(middle, strategy, {
    second: (at) => {
      const slice = Math.floor(at.second / sliceSeconds);
      const share = 1 / Math.min(sliceSeconds, demand.length - slice * sliceSeconds);
      const replicas = Math.min(replicasMax, at.asked);
      wanted[slice]! += at.demand * share;
      asked[slice]! += Math.min(study.world.ceiling, replicas * each[replicas]!) * share;
      ready[slice]! += at.capacity * share;
      missing[slice]! += Math.max(0, at.demand - at.capacity) * share;
      replicasAsked[slice]! += at.asked * share;
      replicasReady[slice]! += at.ready * share;
    },
  });
  return { sliceSeconds, demand: wanted, asked, ready, missing, replicasAsked, replicasReady };
}
