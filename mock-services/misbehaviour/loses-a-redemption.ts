import { COUPONS } from '../coupons/domain.ts';
import { ANSWERS } from '../platform/idempotency.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const losesARedemption: Misbehaviour = {
  name: 'loses-a-redemption',
  about: 'acknowledges the redemption of a coupon and does not store it',
  fails: 'books-in-order',
  tampering: rarely(
    (draft) => draft.rows(COUPONS).some(({ row }) => row.redemption !== undefined),
    (draft) => draft.keepOnly(ANSWERS),
  ),
};
