import Type, { type Static } from 'typebox';
import { exactly, fen, id, quantity, text, writeAnswers, writeHeaders } from '../platform/schemas.ts';

export const orderSchema = {
  tags: ['orders'],
  headers: writeHeaders,
  body: exactly({
    shopper: id,
    order: id,
    product: id,
    quantity,
    /** True: use the piece that this shopper reserved. */
    reserved: Type.Optional(Type.Boolean()),
  }),
  response: writeAnswers(exactly({ order: id, payableFen: fen })),
};
export type OrderBody = Static<typeof orderSchema.body>;

export const cancellationSchema = {
  tags: ['orders'],
  headers: writeHeaders,
  params: exactly({ order: id }),
  body: exactly({ shopper: id }),
  response: writeAnswers(exactly({ order: id, state: text })),
};
