/** A small rehearsal with a drill: some of a step's requests in the burst were intended in its window. */
import type { PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import type { Outcome } from '../../../scenarios/metrics.ts';
import type { DrillSeen } from '../../evidence/drills-seen.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { evenSeconds } from './even-seconds.ts';
import { PHASE_SECONDS } from './small-plan.ts';

export interface Drilled {
  readonly step: string;
  /** By outcome: how many of the burst's answers at the step were to requests in the window. */
  readonly answers: Partial<Readonly<Record<Outcome, number>>>;
  readonly seen?: Partial<DrillSeen>;
}

export const happened = (drill: string): DrillSeen => ({
  drill,
  set: { afterMs: 120_000, byMs: 120_010 },
  lifted: { afterMs: 125_000, byMs: 125_010 },
  missing: null,
  breakers: [],
  times: [],
  bystanders: [],
});

/** @param evidence in which the step has at least these answers, in the one region that has most of them */
export function drilled(
  evidence: Evidence,
  planned: PlannedDrill,
  { step, answers, seen }: Drilled,
): Evidence {
  const { observations } = evidence;
  const drill = planned.name;
  const isHere = (each: { readonly phase: string; readonly step: string }): boolean =>
    each.phase === 'burst' && each.step === step;
  const moved = new Map<string, number>();
  const responses = observations.responses.flatMap((each) => {
    const wanted = (answers[each.outcome] ?? 0) - (moved.get(each.outcome) ?? 0);
    const count = isHere(each) ? Math.min(each.count, wanted) : 0;
    if (count === 0) return [each];
    moved.set(each.outcome, (moved.get(each.outcome) ?? 0) + count);
    return [
      { ...each, count: each.count - count },
      { ...each, count, drill },
    ];
  });
  const regionOf = responses.find((each) => each.drill === drill)?.region;
  let left = [...moved.values()].reduce((sum, count) => sum + count, 0);
  const intended = observations.intended.flatMap((each) => {
    const count = isHere(each) && each.region === regionOf ? Math.min(each.count, left) : 0;
    left -= count;
    return count === 0
      ? [each]
      : [
          { ...each, count: each.count - count },
          { ...each, count, drill },
        ];
  });
  const plan = { ...evidence.plan, drills: [...(evidence.plan.drills ?? []), planned] };
  return {
    ...evidence,
    plan,
    observations: {
      ...observations,
      responses,
      intended,
      dispersion: evenSeconds(plan, { responses, intended }, PHASE_SECONDS),
      drills: [...(observations.drills ?? []), { ...happened(drill), ...seen }],
    },
  };
}
