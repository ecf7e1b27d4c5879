/**
 * Objectives of a crowd that `--scale` makes smaller. How many bots pass before risk control has seen enough of them is a number: it
 * does not shrink with the crowd, and as a share of s times the requests it weighs 1/s. So the share that an objective leaves
 * to them is divided by s, and the number stays the one that the plan allows:
 *
 *     bots stopped ≥ 1 − (1 − target) / s        refused by guessing bots ≤ max / s
 */
import type { Objective, Plan } from '../../scenarios/campaigns/plan.ts';
import type { Known } from '../mistakes/draft.ts';

/** @param scale of the run; one that is not below the plan's own changes nothing */
export function objectivesAtScale(
  plan: Plan,
  scale: number,
  behaviours: Known['behaviours'],
): readonly Objective[] {
  const weight = plan.scale / scale;
  if (weight <= 1) return plan.objectives;
  const cast = plan.phases.flatMap(({ populations }) =>
    populations.map(({ behaviour }) => behaviours[behaviour]),
  );
  const botsComeTo = (step: string): boolean =>
    cast.some((each) => each?.bot !== undefined && step in each.steps);
  return plan.objectives.flatMap((objective): readonly Objective[] => {
    const source = `${objective.source}; at scale ${scale} as many bots pass, of fewer`;
    if (objective.kind === 'bots-stopped') {
      const targetShare = 1 - (1 - objective.targetShare) * weight;
      // So few bots may all pass, and there is nothing left to prove.
      return targetShare > 0 ? [{ ...objective, targetShare, source }] : [];
    }
    if (objective.kind === 'refused' && objective.minShare === 0 && botsComeTo(objective.step)) {
      return [{ ...objective, maxShare: Math.min(1, objective.maxShare * weight), source }];
    }
    return [objective];
  });
}
