/**
 * What the shop gives up first under pressure, in one table. A campaign lives by its orders, so what leads to one by a promise
 * (coupons, pieces, orders, payments) is kept; what is merely nice goes first.
 *
 * @see "Handling Overload" (criticality), Google SRE book, chapter 21
 * @see "Keeping Netflix Reliable Using Prioritized Load Shedding", Netflix 2020
 */

/** `critical` is never shed. `sheddable` goes first, then `normal`. */
export const PRIORITIES = ['critical', 'normal', 'sheddable'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Steps that are not here are normal. */
export const STEPS_BY_PRIORITY: Readonly<Record<Exclude<Priority, 'normal'>, readonly string[]>> = {
  critical: [
    'coupon.claim',
    'coupon.redeem',
    'flash.take',
    'reserve.create',
    'order.create',
    'group.order',
    'live.order',
    'payment.pay',
  ],
  // AR, support, recommendations.
  sheddable: ['ar.manifest', 'ar.asset', 'support.ask', 'support.check', 'focus.view'],
};

export function priorityOf(step: string): Priority {
  if (STEPS_BY_PRIORITY.critical.includes(step)) return 'critical';
  return STEPS_BY_PRIORITY.sheddable.includes(step) ? 'sheddable' : 'normal';
}
