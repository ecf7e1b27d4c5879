/** Whether measurements say something of a plan, and which share of its requests must be in the objective. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { Mistake } from '../mistakes/plan-error.ts';
import { MS_PER_SECOND } from '../scale-out/seconds.ts';
import type { Given } from './capacity-source.ts';

export const NO_REPLICAS: Mistake = {
  path: '--capacity',
  value: undefined,
  problem: 'counts load, and not machines',
  hint: 'measure several counts of machines, in a column replicas',
};

/** Capacity at another limit says nothing of this one. */
export function objectiveMistakes({ source }: Given, { withinMs }: Plan): readonly Mistake[] {
  const { objective } = source;
  if (objective === null || objective.withinMs <= withinMs) return [];
  return [
    {
      path: '--capacity',
      value: undefined,
      problem: `was measured within ${objective.withinMs / MS_PER_SECOND} s, and the plan asks for ${withinMs / MS_PER_SECOND} s`,
      hint: 'measure it at the limit of the plan',
    },
  ];
}

/** Assumption, where nobody says: as the campaign's review has it. */
const TARGET_SHARE = 0.99;

export const targetShareOf = (source: Given['source'] | null, plan: Plan): number =>
  responseShareOf(plan) ?? source?.objective?.share ?? TARGET_SHARE;

/** The share of requests that the plan wants answered in time; null: it does not say. */
export function responseShareOf({ objectives }: Plan): number | null {
  const found = objectives.find(({ kind }) => kind === 'response-time');
  return found !== undefined && 'targetShare' in found ? found.targetShare : null;
}
