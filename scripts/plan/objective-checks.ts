/** Checks an objective against the rest of its plan. */
import type { Plan, PlannedDrill } from '../../scenarios/campaigns/plan.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import { type Draft, type Known, namesOf, type Path, type Report } from '../mistakes/draft.ts';
import { kindOf, WATCHING_KINDS } from '../objectives/index.ts';

type DraftObjective = Draft<Plan['objectives'][number]>;

/** @param drill the one that expects it. Left out: it is an objective of the plan */
export function checkObjective(
  plan: Draft<Plan>,
  objective: DraftObjective,
  path: Path,
  known: Known,
  report: Report,
  drill?: Draft<PlannedDrill>,
): void {
  // The kind decides which fields there are. Without a known kind, the schema has not checked them.
  if (objective?.kind === undefined) return;
  const phases = namesOf(plan?.phases);
  const checkPhaseName = (name: string | undefined, at: Path): void => {
    if (name === undefined || phases === null || phases.includes(name)) return;
    report(at, 'is not a phase of the plan', didYouMean(name, phases));
  };
  const checkStepName = (name: string | undefined, at: Path): void => {
    if (name !== undefined && !known.steps.includes(name))
      report(at, 'is not a step of the shop', didYouMean(name, known.steps));
  };
  const regions = namesOf(plan?.regions);
  const checkRegionName = (name: string | undefined, at: Path): void => {
    if (name === undefined || regions === null) return;
    if (!regions.includes(name)) report(at, 'is not a region of the plan', didYouMean(name, regions));
    else if (regions.length === 1) report(at, 'is the only region of the plan', 'leave it out');
  };
  objective.requires?.forEach((cell, i) => {
    checkPhaseName(cell?.phase, [...path, 'requires', i, 'phase']);
    checkStepName(cell?.step, [...path, 'requires', i, 'step']);
    checkRegionName(cell?.region, [...path, 'requires', i, 'region']);
  });
  if (objective.informative === true && (objective.requires?.length ?? 0) > 0) {
    const hint = 'leave out "informative" or "requires"';
    report(
      [...path, 'requires'],
      'names parts of the run, but an informative objective requires nothing',
      hint,
    );
  }
  const { kind } = objective;
  kindOf({ kind }).check?.(objective, {
    ...{ plan, path, known, report, checkPhaseName, checkStepName },
    ...(drill === undefined ? {} : { inDrill: drill }),
  });
}

/** A run passes on what it had to prove. Without any answer to prove something from, it would pass on nothing. */
export function checkSomethingIsProven(objectives: Draft<Plan['objectives']>, report: Report): void {
  if (objectives === undefined || objectives.length === 0) return;
  // A malformed objective may become the one that is required.
  const provesAnswers = (objective: DraftObjective): boolean =>
    objective?.kind === undefined ||
    (objective.informative !== true && WATCHING_KINDS.includes(objective.kind));
  if (objectives.some(provesAnswers)) return;
  const hint = `add one of kind ${WATCHING_KINDS.join(', ')}, or leave out its "informative"`;
  report(['objectives'], 'require nothing to be proven from requests, so a run could pass without any', hint);
}
