/** Steps that hold something for the shopper, and the step that keeps it. */
export const HOLDS: readonly (readonly [holder: string, keeper: string])[] = [
  ['order.create', 'payment.pay'],
  ['coupon.redeem', 'order.create'],
  ['flash.take', 'order.create'],
];
