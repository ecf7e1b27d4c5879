/** The lever of each drill of a plan. */
import type { Plan, PlannedDrill, RunSettings } from '../../../scenarios/campaigns/plan.ts';
import { isCarnivalPlan } from '../../../scenarios/targets/mock-shop/settings.ts';
import type { ShopFamily } from '../shop-family.ts';
import { killLever } from './kill-lever.ts';
import type { Lever } from './lever.ts';
import { ShopFaults } from './shop-faults.ts';
import { shopLever } from './shop-lever.ts';

export interface LeverOptions {
  /** The embedded shop's processes; null: the target is none of ours. */
  readonly shop: ShopFamily | null;
  readonly targets: Pick<RunSettings, 'targets' | 'hosts'>;
  /** Null: the target is no Carnival shop, or nobody told its token. */
  readonly adminToken: string | null;
}

/** One for each drill, in the plan's order. Null: nothing is to be set. */
export function leversOf(plan: Plan, { shop, targets, adminToken }: LeverOptions): readonly (Lever | null)[] {
  const faults =
    adminToken === null
      ? null
      : new ShopFaults({
          ...targets,
          adminToken,
          always: shop !== null && isCarnivalPlan(plan) ? plan.shop.faults : [],
          isDown: (region) => shop?.isDown(region) ?? false,
        });
  const regions = plan.regions.map(({ name }) => name);
  return (plan.drills ?? []).map((drill) => leverOf(drill, { shop, faults, regions }));
}

interface Found {
  readonly shop: ShopFamily | null;
  readonly faults: ShopFaults | null;
  readonly regions: readonly string[];
}

function leverOf(drill: PlannedDrill, { shop, faults, regions }: Found): Lever | null {
  const { fault } = drill;
  switch (fault.kind) {
    case 'shop':
      if (faults === null) return impossible(NO_TOKEN);
      return shopLever(drill, fault, { faults, regions });
    case 'kill':
      if (shop === null || faults === null) return impossible(NOT_EMBEDDED);
      return killLever(drill, { family: shop, faults, regions });
    case 'boundary':
    case 'command':
    case 'http':
      return impossible('it is not built yet');
    case 'crowd':
    case 'expect-only':
      return null;
  }
}

const NO_TOKEN = 'faults can only be set in a Carnival shop whose CARNIVAL_ADMIN_TOKEN is set here';
const NOT_EMBEDDED = 'only processes of the embedded shop can be killed';

const impossible = (reason: string): Lever => ({
  byHand: 'Nothing was set',
  set: () => Promise.reject(new Error(reason)),
  lift: () => Promise.resolve(),
});
