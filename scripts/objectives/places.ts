/** The places of a run that an objective is judged at: the whole, its phases, its steps, and each step of each phase. */
import type { RequiredCell } from '../../scenarios/campaigns/plan.ts';
import { type Evidence, type Place, stepsOf } from '../evidence/evidence.ts';

const WHOLE: Place = { phase: null, step: null };

/** The whole run, each phase, each step, and each phase's steps. */
export function everyPlace(evidence: Evidence): readonly Place[] {
  const cells = evidence.plan.phases.flatMap(({ name: phase }) =>
    stepsOf(evidence, phase).map((step) => ({ phase, step })),
  );
  const phases = evidence.plan.phases.map(({ name: phase }) => ({ phase, step: null }));
  const steps = [...new Set(cells.map(({ step }) => step))].map((step) => ({ phase: null, step }));
  return [WHOLE, ...phases, ...steps, ...cells];
}

/** A step over the whole run, and in each phase that has it. */
export function placesOfStep(evidence: Evidence, step: string): readonly Place[] {
  const phases = evidence.plan.phases.filter(({ name }) => stepsOf(evidence, name).includes(step));
  return [{ phase: null, step }, ...phases.map(({ name: phase }) => ({ phase, step }))];
}

/** Marks the places that the plan requires, and adds those that nothing was forecast for: they are not proven then. */
export function withRequired(
  places: readonly Place[],
  requires: readonly RequiredCell[],
  onlyStep: string | null = null,
): readonly { readonly place: Place; readonly required: boolean }[] {
  const required = requires.map((cell) => ({
    phase: cell.phase ?? null,
    step: onlyStep ?? cell.step ?? null,
  }));
  const among = (list: readonly Place[], place: Place): boolean =>
    list.some((each) => each.phase === place.phase && each.step === place.step);
  const missing = required.filter((place) => !among(places, place));
  return [...places, ...missing].map((place) => ({ place, required: among(required, place) }));
}
