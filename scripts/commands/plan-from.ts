/** Turns what the user typed into a checked plan, for every command that takes a plan. */
import { join } from 'node:path';
import { MISBEHAVIOUR_NAMES } from '../../mock-services/misbehaviour/index.ts';
import { DEPENDENCIES } from '../../mock-services/platform/dependencies.ts';
import { BEHAVIOURS } from '../../scenarios/behaviours/index.ts';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { mockShop } from '../../scenarios/storefront/mock-shop.ts';
import { projectRoot } from '../machine/project-root.ts';
import type { Known } from '../mistakes/draft.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { checkPlan } from '../plan/check.ts';
import { loadPlan } from '../plan/load.ts';
import { applyOptions, optionMistakes, type PlanOptions } from '../plan/options.ts';

export interface PlanArguments extends PlanOptions {
  /** The name of a plan in the project, or the path of a file. */
  readonly plan: string;
}

const { steps } = mockShop(1);
const KNOWN: Known = {
  behaviours: BEHAVIOURS,
  steps: steps.map(({ name }) => name),
  refusable: steps.filter(({ refusable }) => refusable).map(({ name }) => name),
  dependencies: Object.keys(DEPENDENCIES),
  misbehaviours: MISBEHAVIOUR_NAMES,
};

/**
 * @param others mistakes in the command's other options, given the plan if it has none itself
 * @throws PlanError with every mistake
 */
export async function planFrom(
  options: PlanArguments,
  others: (plan: Plan | null) => readonly Mistake[] = () => [],
): Promise<Plan> {
  const read = await unlessMistaken(async () => {
    const raw = await loadPlan(options.plan, join(projectRoot(), 'scenarios', 'campaigns'));
    return checkPlan(raw, KNOWN);
  });
  const plan =
    read instanceof PlanError ? read : await unlessMistaken(async () => applyOptions(read, options, KNOWN));
  if (!(plan instanceof PlanError)) {
    const mistakes = others(plan);
    if (mistakes.length > 0) throw new PlanError('command line', mistakes);
    return plan;
  }
  // Options that were applied to a plan have told their mistakes.
  const more = [...(read instanceof PlanError ? optionMistakes(options, KNOWN) : []), ...others(null)];
  if (more.length === 0) throw plan;
  const subject = `plan "${options.plan}" with these options`;
  throw new PlanError(subject, [...plan.mistakes, ...more], { cause: plan });
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

/**
 * The plan at its own pace when the pace is still to be found, with all other options.
 * @throws PlanError with every mistake
 */
export const planWithAnyPace = (
  options: PlanArguments,
  others?: (plan: Plan | null) => readonly Mistake[],
): Promise<Plan> =>
  planFrom({ ...options, pace: options.pace === AUTO_PACE ? undefined : options.pace }, others);
