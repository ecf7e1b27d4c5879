/** Faults of a Carnival shop, at what the drill is about. */
import type { PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import type { DrillFault, DrillPlace } from '../../../scenarios/drills/drill.ts';
import { scopeOf } from '../../../scenarios/drills/scope.ts';
import type { Lever } from './lever.ts';
import type { ShopFault, ShopFaults } from './shop-faults.ts';

type ShopKind = Extract<DrillFault, { kind: 'shop' }>;

export function shopLever(
  { name, where }: Pick<PlannedDrill, 'name' | 'where'>,
  fault: ShopKind,
  shop: { readonly faults: ShopFaults; readonly regions: readonly string[] },
): Lever {
  const regions = scopeOf(where).regions ?? shop.regions;
  const faults = placesOf(where).flatMap((step) =>
    fault.faults.map(({ kind, value }): ShopFault => ({ step, kind, value })),
  );
  return {
    byHand: 'Lift it with PUT /admin/faults {"faults": []} at the shop, or start the shop again',
    set: (forMs) => shop.faults.set(name, regions, faults, forMs),
    lift: () => shop.faults.lift(name),
  };
}

/** What the shop calls it. `*` is every step. */
function placesOf(where: DrillPlace): readonly string[] {
  if ('step' in where) return [where.step];
  if ('dependency' in where) return [where.dependency];
  return 'steps' in where ? where.steps : ['*'];
}
