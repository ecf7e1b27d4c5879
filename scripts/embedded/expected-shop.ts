/**
 * What the embedded shop would answer if nothing went wrong: its stock runs out, its quota is used up, it is never slow, and
 * its risk control stops every bot. Two things are left out: the few bots that pass before a rule has seen enough of them, and the
 * coupons that the shop issues later.
 */

import { FLASH_PRODUCT } from '../../mock-services/catalogue.ts';
import { CAMPAIGNS } from '../../mock-services/coupons/campaigns.ts';
import { regionSettings, scaledShop } from '../../mock-services/region-settings.ts';
import type { VirtualTarget } from '../../scenarios/crowd/virtual-world.ts';
import type { Visit } from '../../scenarios/shop/visit.ts';
import { BEHAVIOURS } from '../../scenarios/targets/mock-shop/behaviours/index.ts';
import { mockShop } from '../../scenarios/targets/mock-shop/mock-shop.ts';
import type { CarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';

/** Assumption: median answer of an unloaded shop on the generator's machine, milliseconds. It is only the R in N = λ(Z + R). */
const LATENCY_MS = 10;
const OK = 201;
const STOPPED = 403;
const REFUSED = 409;

/** @returns a target for all phases of the plan: stock that is sold in one phase is gone in the next */
export function expectedShop(plan: CarnivalPlan): VirtualTarget {
  const shop = scaledShop(plan);
  const { steps } = mockShop(shop.products);
  const stepBy = new Map(steps.map((step) => [step.name, step]));
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
  const statusOf = (step: string, region: string, visit: Visit): number => {
    const asked = stepBy.get(step)!;
    if (asked.guarded && BEHAVIOURS[visit.behaviour]?.bot !== undefined) return STOPPED;
    if (!asked.guarded) return OK;
    const { path } = asked.request(visit);
    const pieces = left.get(region)!.get(path);
    if (pieces === undefined) return OK;
    if (pieces <= 0) return REFUSED;
    left.get(region)!.set(path, pieces - 1);
    return OK;
  };
  return {
    answer: (step, region, _nowMs, visit) => ({
      status: statusOf(step, region, visit),
      latencyMs: LATENCY_MS,
    }),
  };
}
