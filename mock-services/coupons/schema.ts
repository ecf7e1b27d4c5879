import Type, { type Static } from 'typebox';
import { exactly, fen, id, quantity, writeAnswers, writeHeaders } from '../platform/schemas.ts';

const params = exactly({ campaign: id });

export const claimSchema = {
  tags: ['coupons'],
  headers: writeHeaders,
  params,
  body: exactly({ shopper: id }),
  response: writeAnswers(exactly({ campaign: id, shopper: id })),
};

export const redeemSchema = {
  tags: ['coupons'],
  headers: writeHeaders,
  params,
  body: exactly({
    shopper: id,
    /** The id of the order that will use the coupon. */
    order: id,
    /** What will be ordered. */
    product: id,
    quantity,
    /** A campaign whose coupon must already be redeemed for this order. */
    with: Type.Optional(id),
  }),
  response: writeAnswers(exactly({ order: id, discountFen: fen, payableFen: fen })),
};
export type RedeemBody = Static<typeof redeemSchema.body>;
