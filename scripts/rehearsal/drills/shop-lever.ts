/** Faults of a Carnival shop, at what the drill is about. */
import type { PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import type { DrillFault } from '../../../scenarios/drills/drill.ts';
import { faultNames, scopeOf } from '../../../scenarios/drills/scope.ts';
import type { Lever } from './lever.ts';
import type { ShopFault, ShopFaults } from './shop-faults.ts';

type ShopKind = Extract<DrillFault, { kind: 'shop' }>;

export function shopLever(
  { name, where }: Pick<PlannedDrill, 'name' | 'where'>,
  fault: ShopKind,
  shop: { readonly faults: ShopFaults; readonly regions: readonly string[] },
): Lever {
  const regions = scopeOf(where).regions ?? shop.regions;
  const faults = faultNames(where).flatMap((step) =>
    fault.faults.map(({ kind, value }): ShopFault => ({ step, kind, value })),
  );
  return {
    byHand: 'Lift it with PUT /admin/faults {"faults": []} at the shop, or start the shop again',
    set: (forMs) => shop.faults.set(name, regions, faults, forMs),
    lift: () => shop.faults.lift(name),
  };
}
