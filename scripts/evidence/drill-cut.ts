/** The evidence outside the windows of all drills, and inside the window of one. */
import type { PlannedDrill } from '../../scenarios/campaigns/plan.ts';
import { drillTimes } from '../../scenarios/crowd/drill-times.ts';
import type { DrillSeen } from './drills-seen.ts';
import type { Evidence } from './evidence.ts';
import type { Observations } from './observations.ts';

/** What the plan's own objectives are judged by. The counts of requests are cut; what is counted for the whole run stays whole. */
export const outsideDrills = (evidence: Evidence): Evidence =>
  (evidence.plan.drills ?? []).length === 0
    ? evidence
    : { ...evidence, observations: cut(evidence.observations, undefined) };

/**
 * What a drill's expectations are judged by: the requests of its window alone. They are the plan's objectives there, and nothing is
 * forecast for them.
 */
export function insideDrill(evidence: Evidence, planned: PlannedDrill): Evidence {
  const { plan, forecast, observations } = evidence;
  const time = drillTimes(plan).find(({ drill }) => drill === planned.name)!;
  const seen = observations.drills?.find(({ drill }) => drill === planned.name) ?? unseen(planned.name);
  return {
    ...evidence,
    plan: { ...plan, objectives: planned.expect },
    forecast: { ...forecast, phases: forecast.phases.map((phase) => ({ ...phase, intendedByStep: {} })) },
    observations: cut(observations, planned.name),
    drill: { planned, time, seen, whole: observations },
  };
}

const cut = (observations: Observations, drill: string | undefined): Observations => {
  const isMeant = (each: { readonly drill?: string }): boolean => each.drill === drill;
  return {
    ...observations,
    intended: observations.intended.filter(isMeant),
    responses: observations.responses.filter(isMeant),
    unsent: observations.unsent.filter(isMeant),
    dispersion: observations.dispersion.filter(isMeant),
  };
};

const unseen = (drill: string): DrillSeen => ({
  drill,
  set: null,
  lifted: null,
  missing: 'nobody saw whether it happened',
  breakers: [],
  times: [],
  bystanders: [],
});
