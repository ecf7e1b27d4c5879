/**
 * One kind of objective. Each kind has its own file with everything about it: its fields, its mistakes, what `--scale` and
 * `--only` do to it, how it is judged, and the words of its reasons. Only `index.ts` lists the kinds.
 * `declare module` in a kind's file adds its type to the plan's: a plan that misspells a field does not compile.
 */
import { z } from 'zod';
import type { Objective, Plan, PlannedDrill } from '../../scenarios/campaigns/plan.ts';
import type { Judged } from '../evidence/cell.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Watched } from '../evidence/gather-dispersion.ts';
import type { Draft, Known, Path, Report } from '../mistakes/draft.ts';
import { name, strict, text } from '../mistakes/fields.ts';

export interface ObjectiveKind<O extends Objective = Objective> {
  readonly schema: z.ZodType<unknown>;
  /**
   * `sample`: judged by bounds of a sampled share. `census`: counted in full, but it depends on the load. `fact`: counted in
   * full, and true whatever the load was, so it can fail a run even if the load was not valid.
   */
  readonly isA: 'sample' | 'census' | 'fact';
  /** `whole run`: it is about what is not counted by drills, so their windows are part of it. A fact always is. */
  readonly over?: 'whole run';
  /** Reports mistakes that the schema cannot see: conflicts with the rest of the plan. Any part of the draft may be undefined. */
  check?(objective: NonNullable<Draft<O>>, at: CheckedPlan): void;
  /** Whether the objective still has traffic after `--only`. Left out: always. */
  isAbout?(objective: O, crowd: CrowdLeft): boolean;
  /** The objective for a crowd that `--scale` makes smaller; null if nothing is left to prove. Left out: no change. */
  atScale?(objective: O, crowd: SmallerCrowd): O | null;
  /** The share whose seconds the run must read, so that it is known how its bad answers lie in time. Left out: none. */
  watches?(objective: O): Watched;
  judge(objective: O, evidence: Evidence): Judged;
}

export interface CheckedPlan {
  readonly plan: Draft<Plan>;
  /** The objective's path in the plan. */
  readonly path: Path;
  readonly known: Known;
  readonly report: Report;
  /** Reports a name that is not a phase of the plan, or not a step of the shop. An undefined name is skipped. */
  readonly checkPhaseName: (name: string | undefined, at: Path) => void;
  readonly checkStepName: (name: string | undefined, at: Path) => void;
  /** The drill that expects it. Left out: it is an objective of the plan. */
  readonly inDrill?: NonNullable<Draft<PlannedDrill>>;
}

/** The crowd of the phases that `--only` keeps. */
export interface CrowdLeft {
  readonly hasPhase: (name: string) => boolean;
  /** Whether any shopper's behaviour has the step. */
  readonly visits: (step: string) => boolean;
  readonly hasBots: boolean;
  readonly hasHerd: boolean;
}

export interface SmallerCrowd {
  /** The plan's scale divided by the run's, above 1: how many times more one request weighs in a share. */
  readonly weight: number;
  readonly botsVisit: (step: string) => boolean;
  /** The run's scale, for the objective's source. */
  readonly scale: number;
}

const requiredCell = strict({
  phase: text.exactOptional(),
  step: text.exactOptional(),
  region: text.exactOptional(),
});

/** The fields of a kind: those that every objective has, the name of the kind, and the kind's own. */
export const objectiveFields = <Kind extends string, Fields extends z.ZodRawShape>(
  kind: Kind,
  fields: Fields,
) =>
  strict({
    id: name,
    source: text,
    requires: z.array(requiredCell).exactOptional(),
    informative: z.boolean().exactOptional(),
    kind: z.literal(kind),
    ...fields,
  });

/** For kinds about one step: the shop must have the step, and required cells may not name another. */
export function checkOneStep(
  { step, requires }: NonNullable<Draft<Objective & { readonly step: string }>>,
  { path, known, report, checkStepName }: CheckedPlan,
): void {
  checkStepName(step, [...path, 'step']);
  if (step === undefined || !known.steps.includes(step)) return;
  requires?.forEach((cell, i) => {
    if (cell?.step === undefined || cell.step === step) return;
    const hint = `leave the step out, or write "${step}"`;
    report([...path, 'requires', i, 'step'], 'is not the step of this objective', hint);
  });
}

/** For kinds with a single cell, which is required unless the objective is informative. */
export function checkOneCell(
  { requires }: NonNullable<Draft<Objective>>,
  { path, report }: CheckedPlan,
): void {
  requires?.forEach((cell, i) => {
    if (cell?.phase === undefined && cell?.step === undefined && cell?.region === undefined) return;
    const problem = 'is a part of the run, but this objective is judged only once';
    report([...path, 'requires', i], problem, 'leave it out: the objective is required as it is');
  });
}

/** For kinds about populations, which are counted over all steps and regions: their required cells can name neither. */
export function checkPhaseOnly(
  { requires }: NonNullable<Draft<Objective>>,
  { path, report }: CheckedPlan,
): void {
  requires?.forEach((cell, i) => {
    for (const key of ['step', 'region'] as const) {
      if (cell?.[key] === undefined) continue;
      const problem = `is a ${key}, but this objective is about populations`;
      report([...path, 'requires', i, key], problem, `leave the ${key} out`);
    }
  });
}
