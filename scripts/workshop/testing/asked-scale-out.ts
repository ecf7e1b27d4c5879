/** A whole question in small: a burst of twenty minutes on measured machines of which each carries some 1,000 requests a second. */
import { hpaAutoscaler } from '../../scale-out/hpa-autoscaler.ts';
import type { Asked } from '../../scale-out/scale-out.ts';
import { type GivenSettings, settingsWith } from '../../scale-out/settings.ts';
import { HPA, rising, SHOPPERS } from '../../scale-out/testing/world.ts';
import { answeredCapacity } from './answered-capacity.ts';
import { SHOPS } from './levels-drawn.ts';

const MODEL = answeredCapacity(null, {}, SHOPS.contention).model;

export function askedWith(change: Partial<Asked> = {}, given: GivenSettings = {}): Asked {
  const settings = settingsWith(given);
  return {
    ...{ plan: 'sale', startsAt: '2026-06-18T19:30:00+08:00' },
    demand: { perSecond: rising(600, 3000, 60), phase: 'burst', burstSeconds: 300, fromSeconds: 1500 },
    ...{ shoppers: SHOPPERS, model: MODEL, tiers: [], extrapolate: 2, utilisation: 0.7, settings },
    autoscaler: hpaAutoscaler({ ...HPA, maxReplicas: 12 }, settings),
    ...{ targetShare: 0.99, withinMs: 1200, draws: 100, seed: 1, steeper: 2 },
    price: { machine: 'c8', perHour: 0.34, currency: 'USD' },
    orderValue: { amount: 500, currency: 'CNY' },
    ...change,
  };
}
