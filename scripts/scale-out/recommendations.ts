/**
 * Stabilisation: a window over what was recommended lately. Down goes no lower than the highest of it, up no higher than the lowest.
 * @see `stabilizeRecommendation` and `stabilizeRecommendationWithBehaviors` in
 * https://github.com/kubernetes/kubernetes/blob/v1.35.4/pkg/controller/podautoscaler/horizontal.go
 */
export interface Recommendation {
  readonly replicas: number;
  readonly atSeconds: number;
}

/** What is remembered once `replicas` is recommended: nothing older than the longest window is looked at again. */
export const remembered = (
  recommendations: readonly Recommendation[],
  latest: Recommendation,
  windowSeconds: number,
): readonly Recommendation[] => [
  ...recommendations.filter(({ atSeconds }) => atSeconds >= latest.atSeconds - windowSeconds),
  latest,
];

/** Without a behavior: the highest of the window, its first moment included. */
export const highestLately = (
  recommendations: readonly Recommendation[],
  { replicas, atSeconds }: Recommendation,
  windowSeconds: number,
): number =>
  recommendations.reduce(
    (highest, each) =>
      each.atSeconds >= atSeconds - windowSeconds ? Math.max(highest, each.replicas) : highest,
    replicas,
  );

export interface Windows {
  readonly upSeconds: number;
  readonly downSeconds: number;
}

/** With a behavior: what we have, moved into what both windows allow. Their first moments do not belong to them. */
export function stabilized(
  recommendations: readonly Recommendation[],
  latest: Recommendation,
  current: number,
  { upSeconds, downSeconds }: Windows,
): number {
  let lowest = latest.replicas;
  let highest = latest.replicas;
  for (const { replicas, atSeconds } of recommendations) {
    if (atSeconds > latest.atSeconds - upSeconds) lowest = Math.min(lowest, replicas);
    if (atSeconds > latest.atSeconds - downSeconds) highest = Math.max(highest, replicas);
  }
  return Math.min(Math.max(current, lowest), highest);
}
