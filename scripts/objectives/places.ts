/** The places of a run at which an objective is judged. */
import type { ObjectiveBase, RequiredCell } from '../../scenarios/campaigns/plan.ts';
import { type Evidence, type Place, stepsOf } from '../evidence/evidence.ts';

const WHOLE: Place = { phase: null, step: null };

/** The whole run, each phase, each step over the whole run, and each step of each phase. */
export function everyPlace(evidence: Evidence): readonly Place[] {
  const cells = evidence.plan.phases.flatMap(({ name: phase }) =>
    stepsOf(evidence, phase).map((step) => ({ phase, step })),
  );
  const phases = evidence.plan.phases.map(({ name: phase }) => ({ phase, step: null }));
  const steps = [...new Set(cells.map(({ step }) => step))].map((step) => ({ phase: null, step }));
  return [WHOLE, ...phases, ...steps, ...cells];
}

/** One step over the whole run, and in each phase that has it. */
export function placesOfStep(evidence: Evidence, step: string): readonly Place[] {
  const phases = evidence.plan.phases.filter(({ name }) => stepsOf(evidence, name).includes(step));
  return [{ phase: null, step }, ...phases.map(({ name: phase }) => ({ phase, step }))];
}

/**
 * Marks the places that the objective requires: the whole run unless it is informative, and those that it names. Adds required
 * places without any traffic: they end as not proven.
 */
export function withRequired(
  places: readonly Place[],
  { informative = false, requires = [] }: ObjectiveBase,
  onlyStep: string | null = null,
): readonly { readonly place: Place; readonly required: boolean }[] {
  const required = [...(informative ? [] : [{}]), ...requires].map(({ phase, step }: RequiredCell) => ({
    phase: phase ?? null,
    step: onlyStep ?? step ?? null,
  }));
  const among = (list: readonly Place[], place: Place): boolean =>
    list.some((each) => each.phase === place.phase && each.step === place.step);
  const missing = required.filter((place) => !among(places, place));
  return [...places, ...missing].map((place) => ({ place, required: among(required, place) }));
}
