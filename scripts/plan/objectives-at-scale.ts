/** Adapts objectives to a crowd that `--scale` makes smaller. Each kind of objective says itself whether and how it changes. */
import type { Objective, Plan } from '../../scenarios/campaigns/plan.ts';
import type { Known } from '../mistakes/draft.ts';
import { kindOf } from '../objectives/index.ts';
import { crowdOf } from './crowd-of.ts';

/** @param scale the run's scale; nothing changes unless it is below the plan's */
export function objectivesAtScale(
  plan: Plan,
  scale: number,
  behaviours: Known['behaviours'],
): readonly Objective[] {
  const weight = plan.scale / scale;
  if (weight <= 1) return plan.objectives;
  const { botsVisit } = crowdOf(plan.phases, behaviours);
  return plan.objectives.flatMap((objective) => {
    const { atScale } = kindOf(objective);
    if (atScale === undefined) return [objective];
    return atScale(objective, { weight, botsVisit, scale }) ?? [];
  });
}
