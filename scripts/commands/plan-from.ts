/** From what the user typed to a checked plan: the same for every command that takes one. */
import { join } from 'node:path';
import { DEPENDENCIES } from '../../mock-services/platform/dependencies.ts';
import { BEHAVIOURS } from '../../scenarios/behaviours/index.ts';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { mockShop } from '../../scenarios/storefront/mock-shop.ts';
import { projectRoot } from '../machine/toolchain/root.ts';
import type { Known } from '../mistakes/draft.ts';
import { checkPlan } from '../plan/check.ts';
import { loadPlan } from '../plan/load.ts';
import { applyOptions, type PlanOptions } from '../plan/options.ts';
import { REFUSABLE_STEPS } from '../plan/refusable-steps.ts';

export interface PlanArguments extends PlanOptions {
  /** A plan of the project by name, or a path to one. */
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
