/** What may be done about a burst. */
import type { Strategy, World } from './course.ts';
import { type PreWarm, preWarmStrategy } from './pre-warm.ts';
import { SECONDS_PER_MINUTE } from './seconds.ts';
import type { Study } from './study.ts';

export const STRATEGIES = [
  'autoscaler',
  'pre-warmed',
  'scheduled',
  'over-provisioned',
  'shed-first',
  'goal-rule',
  'emergency-call',
] as const;
export type StrategyName = (typeof STRATEGIES)[number];

/** The autoscaler, and nobody beside it. */
export const ALONE: Strategy = { floor: null, shedsFirst: false, goal: null, call: null };

/** Campaign review: below 60 % of the goal, more resources are switched on. */
export const GOAL_SHARE = 0.6;

/** Null: there is no pre-warm that is enough. */
export function strategyOf(
  name: StrategyName,
  study: Study,
  { preWarm, replicasAtPeak }: { readonly preWarm: PreWarm | null; readonly replicasAtPeak: number },
): Strategy | null {
  const { world } = study;
  switch (name) {
    case 'autoscaler':
      return ALONE;
    case 'pre-warmed':
      return preWarm === null ? null : preWarmStrategy(study, preWarm);
    case 'scheduled':
      return atLeast(replicasAtPeak, scheduledFrom(world), world);
    case 'over-provisioned':
      return atLeast(replicasAtPeak, 0, world);
    case 'shed-first':
      return { ...ALONE, shedsFirst: true };
    case 'goal-rule':
      return { ...ALONE, goal: { share: GOAL_SHARE, everySeconds: SECONDS_PER_MINUTE } };
    case 'emergency-call':
      return { ...ALONE, call: world.settings.call };
  }
}

const atLeast = (replicas: number, fromSeconds: number, { demand }: World): Strategy => ({
  ...ALONE,
  floor: { replicas, fromSeconds, untilSeconds: demand.length },
});

const scheduledFrom = ({ burstSeconds, settings }: World): number =>
  Math.max(0, burstSeconds - settings.scheduledMinutes * SECONDS_PER_MINUTE);
