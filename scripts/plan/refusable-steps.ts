/** Steps that may correctly refuse a request (409). A test checks this list against the shop's routes. */
export const REFUSABLE_STEPS: readonly string[] = [
  'member.upgrade',
  'risk.appeal',
  'coupon.claim',
  'coupon.redeem',
  'flash.take',
  'reserve.create',
  'order.create',
  'order.cancel',
  'payment.pay',
  'return.create',
  'group.join',
  'group.order',
  'live.order',
];
