/** Turns what the user typed into a checked plan, for every command that takes a plan. */
import { join } from 'node:path';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { Subject } from '../forecast/subject.ts';
import { projectRoot } from '../machine/project-root.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { checkPlan } from '../plan/check.ts';
import { loadPlan } from '../plan/load.ts';
import { applyOptions, optionMistakes, type PlanOptions } from '../plan/options.ts';

export interface PlanArguments extends PlanOptions {
  /** The name of a plan in the project, or the path of a file. */
  readonly plan: string;
  /** What such a file would export, in place of one. */
  readonly written?: unknown;
  /** The path of a shop.ts; left out: the embedded shop. */
  readonly shop?: string;
}

/** Mistakes in a command's other options. It is given the plan, if that has none itself, and whether others are known already. */
export type OtherMistakes = (plan: Plan | null, isMistaken: boolean) => readonly Mistake[];

/**
 * @param lackingFor what the shop lacks for the plan; a command that does not send the plan's crowd asks for less
 * @throws PlanError with every mistake
 */
export async function planFrom(
  subject: Subject,
  options: PlanArguments,
  others: OtherMistakes = () => [],
  lackingFor: (plan: Plan) => readonly Mistake[] = subject.planMistakes,
): Promise<Plan> {
  const read = await unlessMistaken(async () => {
    const raw =
      options.written ?? (await loadPlan(options.plan, join(projectRoot(), 'scenarios', 'campaigns')));
    return checkedPlan(raw, subject);
  });
  const plan =
    read instanceof PlanError
      ? read
      : await unlessMistaken(async () => applyOptions(read, options, subject.known));
  if (!(plan instanceof PlanError)) {
    // Of the plan as it will run: --scale decides how many accounts it needs.
    const lacking = lackingFor(plan);
    const mistakes = others(plan, lacking.length > 0);
    if (lacking.length > 0) throw new PlanError('shop and plan', [...lacking, ...mistakes]);
    if (mistakes.length > 0) throw new PlanError('command line', mistakes);
    return plan;
  }
  // Options that were applied to a plan have told their mistakes.
  const more = [
    ...(read instanceof PlanError ? optionMistakes(options, subject.known) : []),
    ...others(null, true),
  ];
  if (more.length === 0) throw plan;
  const all = `plan "${options.plan}" with these options`;
  throw new PlanError(all, [...plan.mistakes, ...more], { cause: plan });
}

/** The plan with what it need not say. Mistakes of the shop come first: those of the plan may follow from them. */
function checkedPlan(raw: unknown, { known, mistakes, withDefaults }: Subject): Plan {
  const complete = withDefaults(raw);
  if (mistakes.length === 0) return checkPlan(complete, known);
  try {
    checkPlan(complete, known);
  } catch (error) {
    if (error instanceof PlanError) throw new PlanError('shop and plan', [...mistakes, ...error.mistakes]);
    throw error;
  }
  throw new PlanError('the shop', mistakes);
}

async function unlessMistaken<T>(make: () => Promise<T>): Promise<T | PlanError> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
}

/** For `--pace`: the pace that fills this machine. */
export const AUTO_PACE = 'auto';

/** It rehearses the embedded shop for some seconds, and so says nothing of another one. */
const NO_AUTO_PACE: Mistake = {
  path: '--pace',
  value: AUTO_PACE,
  problem: 'is for the embedded shop',
  hint: 'give a number: carnival forecast says what a pace sends',
};

/**
 * The plan at its own pace when the pace is still to be found, with all other options.
 * @throws PlanError with every mistake
 */
export function planWithAnyPace(
  subject: Subject,
  options: PlanArguments,
  others: OtherMistakes = () => [],
): Promise<Plan> {
  if (options.pace !== AUTO_PACE) return planFrom(subject, options, others);
  const isOwn = subject.script !== null;
  return planFrom(subject, { ...options, pace: undefined }, (plan, isMistaken) => [
    ...others(plan, isMistaken || isOwn),
    ...(isOwn ? [NO_AUTO_PACE] : []),
  ]);
}
