/**
 * The least pre-warm that is enough, and the latest minute to begin it. Both by halving: more replicas, or an earlier beginning, are taken
 * to be no worse. Draws are the same ones each time, so a step of the search is no matter of luck.
 */
import type { Strategy } from './course.ts';
import { SECONDS_PER_MINUTE } from './seconds.ts';
import type { Study } from './study.ts';

export interface PreWarm {
  readonly replicas: number;
  /** The latest whole minute to ask for them, before the burst begins; below 0: after it has begun. */
  readonly minutesBefore: number;
}

export interface Search {
  readonly draws: number;
  /** Of the draws that must hold the objective. */
  readonly share: number;
  readonly replicasMax: number;
}

export const preWarmStrategy = (study: Study, { replicas, minutesBefore }: PreWarm): Strategy => ({
  floor: {
    replicas,
    fromSeconds: study.world.burstSeconds - minutesBefore * SECONDS_PER_MINUTE,
    untilSeconds: study.world.demand.length,
  },
  shedsFirst: false,
  ...{ goal: null, call: null },
});

/** Null: no number of replicas is enough, however early. */
export function leastPreWarm(study: Study, { draws, share, replicasMax }: Search): PreWarm | null {
  const { world } = study;
  const earliest = Math.floor(world.burstSeconds / SECONDS_PER_MINUTE);
  const latest = -Math.floor((world.demand.length - 1 - world.burstSeconds) / SECONDS_PER_MINUTE);
  const isEnough = (preWarm: PreWarm): boolean => study.holds(draws, preWarmStrategy(study, preWarm), share);
  const replicas = lowest(world.replicasFirst, replicasMax, (each) =>
    isEnough({ replicas: each, minutesBefore: earliest }),
  );
  if (replicas === null) return null;
  const minutesBefore = lowest(Math.max(latest, -earliest), earliest, (each) =>
    isEnough({ replicas, minutesBefore: each }),
  );
  return { replicas, minutesBefore: minutesBefore ?? earliest };
}

/** The lowest whole number that is enough, if every higher one is too; null: not even the highest. */
export function lowest(least: number, most: number, isEnough: (value: number) => boolean): number | null {
  if (most < least || !isEnough(most)) return null;
  let [notEnough, enough] = [least - 1, most];
  while (enough - notEnough > 1) {
    const middle = Math.floor((notEnough + enough) / 2);
    if (isEnough(middle)) enough = middle;
    else notEnough = middle;
  }
  return enough;
}
