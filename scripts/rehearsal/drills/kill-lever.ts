/** Kills the embedded shop's processes of some regions with -9, and starts them again on their data. */
import type { PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import { scopeOf } from '../../../scenarios/drills/scope.ts';
import type { ShopFamily } from '../shop-family.ts';
import type { Lever } from './lever.ts';
import type { ShopFaults } from './shop-faults.ts';

export function killLever(
  { where }: Pick<PlannedDrill, 'where'>,
  shop: { readonly family: ShopFamily; readonly faults: ShopFaults; readonly regions: readonly string[] },
): Lever {
  const regions = scopeOf(where).regions ?? shop.regions;
  return {
    byHand: 'The audit starts it again on its data',
    set: async () => {
      await Promise.all(regions.map((region) => shop.family.kill(region)));
    },
    lift: async () => {
      await Promise.all(
        regions.map(async (region) => {
          await shop.family.revive(region);
          await shop.faults.renew(region);
        }),
      );
    },
  };
}
