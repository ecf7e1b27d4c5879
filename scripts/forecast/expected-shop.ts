/**
 * What the embedded shop would answer if nothing went wrong: its stock runs out, its quota is used up, it is never slow, and
 * its risk control stops every bot. The few bots that slip through before a rule has seen enough of them are left out.
 */

import { scaledShop, splitByShare } from '../../mock-services/region-settings.ts';
import { BEHAVIOURS } from '../../scenarios/behaviours/index.ts';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { VirtualTarget } from '../../scenarios/crowd/virtual-world.ts';
import { mockShop } from '../../scenarios/storefront/mock-shop.ts';

/** Median answer of an unloaded shop and its generator on one machine, milliseconds: an assumption that only R of N = λ(Z + R) feels. */
const LATENCY_MS = 10;
const OK = 201;
const STOPPED = 403;
const REFUSED = 409;

/** @returns a target for all phases of the plan: stock that one phase takes is gone in the next */
export function expectedShop(plan: Plan): VirtualTarget {
  const regions = plan.regions.map((region) => region.name);
  const shares = plan.regions.map((region) => region.share);
  const shop = scaledShop(plan);
  const guarded = new Set(mockShop(shop.products).steps.flatMap((step) => (step.guarded ? [step.name] : [])));
  const left: Readonly<Record<string, number[]>> = {
    'flash.take': splitByShare(shop.flashStockPieces, shares),
    'coupon.claim': splitByShare(shop.couponQuota, shares),
  };
  const statusOf = (step: string, region: string, behaviour: string): number => {
    if (guarded.has(step) && BEHAVIOURS[behaviour]?.bot !== undefined) return STOPPED;
    const pieces = left[step];
    if (pieces === undefined) return OK;
    const at = regions.indexOf(region);
    if (pieces[at]! <= 0) return REFUSED;
    pieces[at]! -= 1;
    return OK;
  };
  return {
    answer: (step, region, _request, _nowMs, { behaviour }) => ({
      status: statusOf(step, region, behaviour),
      latencyMs: LATENCY_MS,
    }),
  };
}
