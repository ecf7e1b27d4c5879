/** A small plan for tests that send real load. */
import type { Objective, Phase, Plan } from '../../../scenarios/campaigns/plan.ts';
import { arriving, held } from '../../../scenarios/campaigns/populations.ts';
import smoke from '../../../scenarios/campaigns/smoke.ts';

export interface TrialLoad {
  readonly seconds: number;
  readonly browsers: number;
  readonly couponBuyersPerHour: number;
}

/** One phase, `burst`, of so many real seconds; the objectives are the smoke plan's that make sense for it. */
export function trialPlan(load: TrialLoad, changes: Partial<Plan> = {}): Plan {
  const burst: Phase = {
    name: 'burst',
    calendarMinutes: load.seconds,
    begins: { after: 'previous' },
    populations: [
      held('browsers', 'browser', load.browsers),
      arriving('coupon-buyers', 'coupon-buyer', load.couponBuyersPerHour),
    ],
  };
  const objectives: readonly Objective[] = smoke.objectives.filter(
    ({ kind }) => kind !== 'recovery' && kind !== 'refused',
  );
  const plan = { ...smoke, name: 'trial', description: 'a test', drills: [], breakers: {} };
  return { ...plan, phases: [burst], objectives, ...changes };
}

/** Some hundred orders in a few seconds, at a rate that half of a busy machine's two cores can send on time. */
export const TRIAL_LOAD: TrialLoad = { seconds: 12, browsers: 6000, couponBuyersPerHour: 750_000 };
