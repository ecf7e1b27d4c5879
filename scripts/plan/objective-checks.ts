/** What an objective says about the rest of its plan. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import { type Draft, type Known, namesOf, type Path, type Report } from '../mistakes/draft.ts';

type DraftObjective = Draft<Plan['objectives'][number]>;

export function checkObjective(
  plan: Draft<Plan>,
  objective: DraftObjective,
  path: Path,
  known: Known,
  report: Report,
): void {
  // As with populations: an objective of no known kind has not been looked at.
  if (objective?.kind === undefined) return;
  const phases = namesOf(plan?.phases);
  const checkPhaseName = (name: string | undefined, at: Path): void => {
    if (name === undefined || phases === null || phases.includes(name)) return;
    report(at, 'is no phase', didYouMean(name, phases));
  };
  const checkStep = (name: string | undefined, at: Path): void => {
    if (name !== undefined && !known.steps.includes(name))
      report(at, 'is no step', didYouMean(name, known.steps));
  };
  objective.requires?.forEach((cell, i) => {
    checkPhaseName(cell?.phase, [...path, 'requires', i, 'phase']);
    checkStep(cell?.step, [...path, 'requires', i, 'step']);
  });
  if (objective.kind === 'success' || objective.kind === 'refused') {
    checkStep(objective.step, [...path, 'step']);
    const { step, requires } = objective;
    requires?.forEach((cell, i) => {
      if (step === undefined || !known.steps.includes(step)) return;
      if (cell?.step === undefined || cell.step === step) return;
      const hint = `leave the step out, or write "${step}"`;
      report([...path, 'requires', i, 'step'], 'is not the step that the objective is about', hint);
    });
  }
  if (objective.kind === 'bots-stopped' || objective.kind === 'honest-refused') {
    objective.requires?.forEach((cell, i) => {
      if (cell?.step === undefined) return;
      const problem = 'is a step, and the objective is about populations';
      report([...path, 'requires', i, 'step'], problem, 'leave the step out');
    });
  }
  if (objective.kind === 'refused') {
    const { minShare, maxShare } = objective;
    if (minShare !== undefined && maxShare !== undefined && minShare > maxShare) {
      report([...path, 'minShare'], `is above maxShare (${maxShare})`, 'swap the two');
    }
  }
  if (objective.kind === 'recovery') {
    checkPhaseName(objective.phase, [...path, 'phase']);
    const phase = plan?.phases?.find((candidate) => candidate?.name === objective.phase);
    const isSeen = phase?.populations?.every((population) => population?.kind !== undefined) === true;
    if (isSeen && !phase.populations.some((population) => population?.kind === 'herd')) {
      report(
        [...path, 'phase'],
        'has no herd to recover from',
        'name a phase with a population of kind "herd"',
      );
    }
  }
}
