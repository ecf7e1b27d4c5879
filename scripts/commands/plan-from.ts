/** Turns what the user typed into a checked plan, for every command that takes a plan. */
import { join } from 'node:path';
import { DEPENDENCIES } from '../../mock-services/platform/dependencies.ts';
import { BEHAVIOURS } from '../../scenarios/behaviours/index.ts';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { mockShop } from '../../scenarios/storefront/mock-shop.ts';
import { projectRoot } from '../machine/project-root.ts';
import type { Known } from '../mistakes/draft.ts';
import { checkPlan } from '../plan/check.ts';
import { loadPlan } from '../plan/load.ts';
import { applyOptions, type PlanOptions } from '../plan/options.ts';

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
};

/** @throws PlanError with every mistake */
export async function planFrom(options: PlanArguments): Promise<Plan> {
  const raw = await loadPlan(options.plan, join(projectRoot(), 'scenarios', 'campaigns'));
  return applyOptions(checkPlan(raw, KNOWN), options, KNOWN);
}

/** For `--pace`: the pace that fills this machine. */
export const AUTO_PACE = 'auto';

/**
 * The plan at its own pace when the pace is still to be found, with all other options.
 * @throws PlanError with every mistake
 */
export const planWithAnyPace = (options: PlanArguments): Promise<Plan> =>
  planFrom({ ...options, pace: options.pace === AUTO_PACE ? undefined : options.pace });
