/** What a count of replicas may carry, by what others have carried: the search begins there. */

import { mean } from '../capacity/scatter.ts';

/** What so many replicas carried, requests a second. */
export interface Edge {
  readonly replicas: number;
  readonly perSecond: number;
}

/** Efficiency never goes below a tenth of the nearest one: a line through two points may. */
const SHARE_MIN = 0.1;

/** A line through the efficiency (what each carries) of the two nearest counts. Null: nothing was measured. */
export function guessEdge(edges: readonly Edge[], replicas: number): number | null {
  const same = edges.filter((edge) => edge.replicas === replicas);
  if (same.length > 0) return mean(same.map(({ perSecond }) => perSecond));
  const byCount = new Map<number, number[]>();
  for (const { replicas: count, perSecond } of edges)
    byCount.set(count, [...(byCount.get(count) ?? []), perSecond / count]);
  const [near, next] = [...byCount]
    .map(([count, each]) => ({ count, each: mean(each) }))
    .sort((one, other) => Math.abs(one.count - replicas) - Math.abs(other.count - replicas));
  if (near === undefined) return null;
  const slope = next === undefined ? 0 : (near.each - next.each) / (near.count - next.count);
  const each = Math.max(near.each * SHARE_MIN, near.each + slope * (replicas - near.count));
  return each * replicas;
}
