/** Checks a gray release against the rest of the plan. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import { type Draft, type Known, namesOf, type Report } from '../mistakes/draft.ts';

export function checkGray(plan: Draft<Plan>, known: Known, report: Report): void {
  const { gray, objectives } = plan ?? {};
  plan?.drills?.forEach((drill, i) => {
    if (drill?.fault?.kind !== 'roll-back' || 'gray' in plan) return;
    const hint = 'add gray: { service, version, regions, share, steps }';
    report(['drills', i, 'fault'], 'rolls a gray release back, and the plan has none', hint);
  });
  if (gray === undefined) return;
  const regions = namesOf(plan?.regions);
  gray.regions?.forEach((region, i) => {
    if (region === undefined || regions === null || regions.includes(region)) return;
    report(['gray', 'regions', i], 'is not a region of the plan', didYouMean(region, regions));
  });
  gray.steps?.forEach((step, i) => {
    if (step === undefined || known.steps.includes(step)) return;
    report(['gray', 'steps', i], 'is not a step of the shop', didYouMean(step, known.steps));
  });
  // A malformed objective may become the one that judges it.
  if (objectives?.some((each) => each?.kind === undefined || each.kind === 'canary') === false)
    report(
      ['gray'],
      'is a release that no objective judges',
      'add one such as { kind: "canary", id: "canary", source: "…", worseShareMax: 0.001 }',
    );
}
