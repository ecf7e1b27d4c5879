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
import { REFUSABLE_STEPS } from '../plan/refusable-steps.ts';

export interface PlanArguments extends PlanOptions {
  /** The name of a plan in the project, or the path of a file. */
  readonly plan: string;
}

const KNOWN: Known = {
  behaviours: BEHAVIOURS,
  steps: mockShop(1).steps.map((step) => step.name),
  refusable: REFUSABLE_STEPS,
  dependencies: Object.keys(DEPENDENCIES),
};

/** @throws PlanError with every mistake */
export async function planFrom(options: PlanArguments): Promise<Plan> {
  const raw = await loadPlan(options.plan, join(projectRoot(), 'scenarios', 'campaigns'));
  return applyOptions(checkPlan(raw, KNOWN), options, KNOWN);
}
