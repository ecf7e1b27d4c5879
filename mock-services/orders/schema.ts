import { exactly, fen, id, writeAnswers, writeHeaders } from '../platform/schemas.ts';

/** An assumption: what a household buys at once. */
const QUANTITY_MAX = 10;

export interface OrderBody {
  shopper: string;
  order: string;
  product: string;
  quantity: number;
  coupon?: string;
}
export const orderSchema = {
  tags: ['orders'],
  headers: writeHeaders,
  body: exactly(
    {
      shopper: id,
      order: id,
      product: id,
      quantity: { type: 'integer', minimum: 1, maximum: QUANTITY_MAX },
      coupon: id,
    },
    ['coupon'],
  ),
  response: writeAnswers(exactly({ order: id, payableFen: fen })),
};
