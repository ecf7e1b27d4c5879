/** Checks the clauses that end a load early against the rest of the plan. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import type { Draft, Known, Report } from '../mistakes/draft.ts';

export function checkAbort(plan: Draft<Plan>, known: Known, report: Report): void {
  plan?.abort?.forEach((clause, i) => {
    if (clause === undefined) return;
    if ('step' in clause && clause.step !== undefined && !known.steps.includes(clause.step))
      report(['abort', i, 'step'], 'is not a step of the shop', didYouMean(clause.step, known.steps));
    if ('promql' in clause && !('prometheus' in plan))
      report(
        ['abort', i, 'promql'],
        'asks your Prometheus, but the plan names none',
        'add prometheus: { url: "https://…" } to the plan',
      );
  });
}
