/** What replicas carry, as a table for each curve that the measurements leave possible. */
import type { Model } from '../capacity/model.ts';
import { type Curve, throughputAt } from '../capacity/usl.ts';

/** Requests a second of each of n replicas; from `farthest` on all of them together carry no more: nobody has measured there. */
export function perReplicaOf(curve: Curve, replicasMax: number, farthest: number): Float64Array {
  const each = new Float64Array(replicasMax + 1);
  for (let n = 1; n <= replicasMax; n++) each[n] = throughputAt(curve, Math.min(n, farthest)) / n;
  return each;
}

/** The draws behind the model's intervals, each as a table. */
export const curvesOf = ({ draws }: Model, replicasMax: number, farthest: number): readonly Float64Array[] =>
  draws.flat().map(({ curve }) => perReplicaOf(curve, replicasMax, farthest));
