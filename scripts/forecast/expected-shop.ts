/** What the embedded shop would answer if nothing went wrong: its stock runs out, its quota is used up, it is never slow. */

import { scaledShop, splitByShare } from '../../mock-services/region-settings.ts';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { VirtualTarget } from '../../scenarios/crowd/virtual-world.ts';

/** Median answer of an unloaded shop and its generator on one machine, milliseconds: an assumption that only R of N = λ(Z + R) feels. */
const LATENCY_MS = 10;
const OK = 201;
const REFUSED = 409;

/** @returns a target for all phases of the plan: stock that one phase takes is gone in the next */
export function expectedShop(plan: Plan): VirtualTarget {
  const regions = plan.regions.map((region) => region.name);
  const shares = plan.regions.map((region) => region.share);
  const shop = scaledShop(plan);
  const left: Readonly<Record<string, number[]>> = {
    'flash.take': splitByShare(shop.flashStockPieces, shares),
    'coupon.claim': splitByShare(shop.couponQuota, shares),
  };
  return {
    answer: (step, region) => {
      const pieces = left[step];
      const at = regions.indexOf(region);
      if (pieces === undefined) return { status: OK, latencyMs: LATENCY_MS };
      if (pieces[at]! <= 0) return { status: REFUSED, latencyMs: LATENCY_MS };
      pieces[at]! -= 1;
      return { status: OK, latencyMs: LATENCY_MS };
    },
  };
}
