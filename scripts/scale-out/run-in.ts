/** How many replicas there are before the burst: what the autoscaler comes to under the demand of the window's first second. */
import { Course, type World } from './course.ts';
import { ALONE } from './strategies.ts';

/** Long enough for windows of stabilisation, and for nodes. */
const RUN_IN_SECONDS = 3600;
const SEED = 0;

export function replicasBefore(
  world: Omit<World, 'demand' | 'replicasFirst'>,
  perSecond: number,
  perReplica: Float64Array,
): number {
  const least = Math.max(1, world.autoscaler.minReplicas);
  const demand = new Float64Array(RUN_IN_SECONDS).fill(perSecond);
  // No queue from the start: it begins with what carries the demand, and may then do with fewer, or ask for more.
  const carries = perReplica.findIndex((each, n) => n >= least && each * n >= perSecond);
  const replicasFirst = carries < 0 ? least : carries;
  let asked = replicasFirst;
  new Course({ ...world, demand, replicasFirst, burstSeconds: 0 }).run({ seed: SEED, perReplica }, ALONE, {
    second: (at) => (asked = at.asked),
  });
  return asked;
}
