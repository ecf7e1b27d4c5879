/**
 * Objectives of a crowd that `--scale` makes smaller. How many bots pass before risk control has seen enough of them is a number:
 * it does not shrink with the crowd, and as a share it weighs more. Which kinds follow, and how, they say themselves.
 */
import type { Objective, Plan } from '../../scenarios/campaigns/plan.ts';
import type { Known } from '../mistakes/draft.ts';
import { kindOf } from '../objectives/index.ts';
import { crowdOf } from './crowd-of.ts';

/** @param scale of the run; one that is not below the plan's own changes nothing */
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
    const source = `${objective.source}; at scale ${scale} as many bots pass, of fewer`;
    return atScale(objective, { weight, botsVisit, source }) ?? [];
  });
}
