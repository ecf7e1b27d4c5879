/**
 * What Carnival knows of one kind of objective. Each kind lies in a file of its own with everything about it: its fields, its
 * mistakes, what `--scale` and `--only` do to it, how it is judged and in which words. `index.ts` names it, and nobody else does.
 */
import { z } from 'zod';
import type { Objective, Plan } from '../../scenarios/campaigns/plan.ts';
import type { Judged } from '../evidence/cell.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Draft, Known, Path, Report } from '../mistakes/draft.ts';
import { name, strict, text } from '../mistakes/fields.ts';

export interface ObjectiveKind<O extends Objective = Objective> {
  readonly schema: z.ZodType<unknown>;
  /** True: a fact that was counted in full. It fails a run even when the load was not valid. */
  readonly isFact: boolean;
  /** Reports what the schema cannot see: mistakes against the rest of the plan. Any part of the draft may be blank. */
  check?(objective: NonNullable<Draft<O>>, at: CheckedPlan): void;
  /** Whether it is still about somebody in the crowd that `--only` leaves. Left out: always. */
  isAbout?(objective: O, crowd: CrowdLeft): boolean;
  /** The objective for a crowd that `--scale` makes smaller; null when nothing is left to prove. Left out: it stays as it is. */
  atScale?(objective: O, crowd: SmallerCrowd): O | null;
  judge(objective: O, evidence: Evidence): Judged;
}

export interface CheckedPlan {
  readonly plan: Draft<Plan>;
  /** Where the objective stands in the plan. */
  readonly path: Path;
  readonly known: Known;
  readonly report: Report;
  /** Report a name that the plan has no phase, or the shop no step of. A blank one is skipped. */
  readonly checkPhaseName: (name: string | undefined, at: Path) => void;
  readonly checkStepName: (name: string | undefined, at: Path) => void;
}

/** The crowd of the phases that `--only` names. */
export interface CrowdLeft {
  readonly hasPhase: (name: string) => boolean;
  /** Whether anybody's behaviour leads to the step. */
  readonly visits: (step: string) => boolean;
  readonly hasBots: boolean;
}

export interface SmallerCrowd {
  /** The plan's scale over the run's, above 1: what one request weighs more in a share. */
  readonly weight: number;
  readonly botsVisit: (step: string) => boolean;
  /** The objective's source, with a word on what the scale did to it. */
  readonly source: string;
}

const requiredCell = strict({ phase: text.exactOptional(), step: text.exactOptional() });

/** The fields of a kind: those that every objective has, its kind's name, and its own. */
export const objectiveFields = <Kind extends string, Fields extends z.ZodRawShape>(
  kind: Kind,
  fields: Fields,
) => strict({ id: name, source: text, requires: z.array(requiredCell), kind: z.literal(kind), ...fields });

/** For kinds about one step: it must be there, and a required cell may name no other. */
export function checkOneStep(
  { step, requires }: NonNullable<Draft<Objective & { readonly step: string }>>,
  { path, known, report, checkStepName }: CheckedPlan,
): void {
  checkStepName(step, [...path, 'step']);
  if (step === undefined || !known.steps.includes(step)) return;
  requires?.forEach((cell, i) => {
    if (cell?.step === undefined || cell.step === step) return;
    const hint = `leave the step out, or write "${step}"`;
    report([...path, 'requires', i, 'step'], 'is not the step that the objective is about', hint);
  });
}

/** For kinds about populations, which a required cell cannot narrow down to a step. */
export function checkNoStep(
  { requires }: NonNullable<Draft<Objective>>,
  { path, report }: CheckedPlan,
): void {
  requires?.forEach((cell, i) => {
    if (cell?.step === undefined) return;
    const problem = 'is a step, and the objective is about populations';
    report([...path, 'requires', i, 'step'], problem, 'leave the step out');
  });
}
