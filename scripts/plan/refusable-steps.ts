/** Steps at which the shop may rightly say no (409). Its routes say so themselves, and a test holds the two together. */
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
