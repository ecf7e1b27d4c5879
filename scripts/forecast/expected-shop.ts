/**
 * What the embedded shop would answer if nothing went wrong: its stock runs out, its quota is used up, it is never slow, and
 * its risk control stops every bot. Two things are left out: the few bots that pass before a rule has seen enough of them, and the
 * coupons that the shop issues later.
 */

import { FLASH_PRODUCT } from '../../mock-services/catalogue.ts';
import { CAMPAIGNS } from '../../mock-services/coupons/campaigns.ts';
import { regionSettings, scaledShop } from '../../mock-services/region-settings.ts';
import { BEHAVIOURS } from '../../scenarios/behaviours/index.ts';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { VirtualTarget } from '../../scenarios/crowd/virtual-world.ts';
import { mockShop } from '../../scenarios/storefront/mock-shop.ts';

/** Assumption: median answer of an unloaded shop on the generator's machine, milliseconds. It is only the R in N = λ(Z + R). */
const LATENCY_MS = 10;
const OK = 201;
const STOPPED = 403;
const REFUSED = 409;

/** @returns a target for all phases of the plan: stock that is sold in one phase is gone in the next */
export function expectedShop(plan: Plan): VirtualTarget {
  const shop = scaledShop(plan);
  const guarded = new Set(mockShop(shop.products).steps.flatMap((step) => (step.guarded ? [step.name] : [])));
  /** How many are left, by region and by the request's path. */
  const left = new Map(
    plan.regions.map(({ name }) => {
      const settings = regionSettings({ ...plan, shop }, name);
      const coupons = [...CAMPAIGNS].map(
        ([id, { quota }]) => [`/coupons/${id}/claims`, quota(settings)] as const,
      );
      return [name, new Map([[`/flash/${FLASH_PRODUCT}/pieces`, settings.flashStockPieces], ...coupons])];
    }),
  );
  const statusOf = (step: string, region: string, path: string, behaviour: string): number => {
    if (guarded.has(step) && BEHAVIOURS[behaviour]?.bot !== undefined) return STOPPED;
    const pieces = left.get(region)!.get(path);
    if (pieces === undefined) return OK;
    if (pieces <= 0) return REFUSED;
    left.get(region)!.set(path, pieces - 1);
    return OK;
  };
  return {
    answer: (step, region, { path }, _nowMs, { behaviour }) => ({
      status: statusOf(step, region, path, behaviour),
      latencyMs: LATENCY_MS,
    }),
  };
}
