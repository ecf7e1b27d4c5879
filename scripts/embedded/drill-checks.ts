/** Checks the faults that drills set in the embedded shop. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { DrillPlace } from '../../scenarios/drills/drill.ts';
import { faultNames } from '../../scenarios/drills/scope.ts';
import { FAULT_KINDS } from '../../scenarios/targets/mock-shop/faults.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import type { Draft, Known, Report } from '../mistakes/draft.ts';
import { plannedFaultFlaws } from './faults.ts';

export function checkDrillFaults(plan: Draft<Plan>, known: Known, report: Report): void {
  plan?.drills?.forEach((drill, i) => {
    if (drill?.fault?.kind !== 'shop' || drill.where === undefined) return;
    const names = faultNames(drill.where as DrillPlace).filter((name) => name !== undefined);
    drill.fault.faults?.forEach((fault, f) => {
      const path = ['drills', i, 'fault', 'faults', f];
      const kind = FAULT_KINDS.find((each) => each === fault?.kind);
      if (fault?.kind !== undefined && kind === undefined)
        report([...path, 'kind'], 'is no kind of fault', didYouMean(fault.kind, FAULT_KINDS));
      if (kind === undefined) return;
      const [flaw] = names
        .flatMap((step) => plannedFaultFlaws({ step, kind, value: fault?.value }, known))
        // An unknown name is told where it stands.
        .filter(({ key }) => key !== 'step');
      if (flaw !== undefined) report([...path, flaw.key], flaw.problem, flaw.hint);
    });
  });
}
