/** Who calls for everything in a drill: the campaign's goal, or the emergency plan, if the plan asks for it. Both are alerts of the run. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { isCarnivalPlan, KPI_ALERT_BELOW_SHARE } from '../../scenarios/targets/mock-shop/settings.ts';
import type { Goal } from '../scale-out/course.ts';

const ALERT_OF = { goal: 'KpiBelowGoal', emergency: 'FailedShareHigh' } as const;

export interface Calls {
  readonly alerts: readonly string[];
  /** For the simulation: whether the emergency plan calls, and at which goal. */
  readonly call: boolean;
  readonly goal: Goal | null;
}

export function callOf(plan: Plan): Calls {
  const asked = isCarnivalPlan(plan) ? (plan.shop.scaleOutCalls ?? []) : [];
  return {
    alerts: asked.map((each) => ALERT_OF[each]),
    call: asked.includes('emergency'),
    // The shop looks at its sales each second.
    goal: asked.includes('goal') ? { share: KPI_ALERT_BELOW_SHARE, everySeconds: 1 } : null,
  };
}
