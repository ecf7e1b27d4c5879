/** The places of a run at which an objective is judged. Where the plan has one region, no place is split by region. */
import type { ObjectiveBase, Plan, RequiredCell } from '../../scenarios/campaigns/plan.ts';
import { type Evidence, stepsOf } from '../evidence/evidence.ts';
import { isSamePlace, type Place, WHOLE_RUN } from '../evidence/place.ts';

/** Each step of each phase, over all regions. */
export const stepsOfPhases = (evidence: Evidence): readonly (Place & { readonly step: string })[] =>
  evidence.plan.phases.flatMap(({ name: phase }) =>
    stepsOf(evidence, phase).map((step) => ({ ...WHOLE_RUN, phase, step })),
  );

/**
 * The whole run, each phase, each step over the whole run, and each step of each phase; then all of these in each region. Inside a
 * drill: its whole window, each step, and each region.
 */
export function everyPlace(evidence: Evidence): readonly Place[] {
  if (evidence.drill !== undefined) return placesOfDrill(evidence);
  const cells = stepsOfPhases(evidence);
  const phases = evidence.plan.phases.map(({ name: phase }) => ({ ...WHOLE_RUN, phase }));
  const steps = [...new Set(cells.map(({ step }) => step))].map((step) => ({ ...WHOLE_RUN, step }));
  return andByRegion([WHOLE_RUN, ...phases, ...steps, ...cells], evidence.plan);
}

/** A window is short, so it is not split any further. */
function placesOfDrill({ observations }: Evidence): readonly Place[] {
  const seen = observations.intended.filter(({ count }) => count > 0);
  const split = <Key extends 'step' | 'region'>(key: Key): readonly Place[] => {
    const names = [...new Set(seen.map((each) => each[key]))];
    return names.length < 2 ? [] : names.map((name) => ({ ...WHOLE_RUN, [key]: name }));
  };
  return [WHOLE_RUN, ...split('step'), ...split('region')];
}

/** One step over the whole run, and in each phase that has it; then both in each region. Inside a drill: its whole window. */
export function placesOfStep(evidence: Evidence, step: string): readonly Place[] {
  if (evidence.drill !== undefined) return [{ ...WHOLE_RUN, step }];
  const phases = evidence.plan.phases.filter(({ name }) => stepsOf(evidence, name).includes(step));
  const whole = { ...WHOLE_RUN, step };
  return andByRegion([whole, ...phases.map(({ name: phase }) => ({ ...whole, phase }))], evidence.plan);
}

const andByRegion = (places: readonly Place[], { regions }: Plan): readonly Place[] =>
  regions.length < 2
    ? places
    : [...places, ...places.flatMap((place) => regions.map(({ name: region }) => ({ ...place, region })))];

/**
 * Marks the places that the objective requires: the whole run unless it is informative, and those that it names. Adds required
 * places without any traffic: they end as not proven.
 */
export function withRequired(
  places: readonly Place[],
  { informative = false, requires = [] }: ObjectiveBase,
  onlyStep: string | null = null,
): readonly { readonly place: Place; readonly required: boolean }[] {
  const required = [...(informative ? [] : [{}]), ...requires].map(
    ({ phase, step, region }: RequiredCell): Place => ({
      phase: phase ?? null,
      step: onlyStep ?? step ?? null,
      region: region ?? null,
    }),
  );
  const among = (list: readonly Place[], place: Place): boolean =>
    list.some((each) => isSamePlace(each, place));
  const missing = required.filter((place) => !among(places, place));
  return [...places, ...missing].map((place) => ({ place, required: among(required, place) }));
}
