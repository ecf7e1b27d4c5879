import Type from 'typebox';
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
  body: exactly({ shopper: id, order: id, product: id, quantity, with: Type.Optional(id) }),
  response: writeAnswers(exactly({ order: id, discountFen: fen, payableFen: fen })),
};
