import { exactly, fen, id, writeAnswers, writeHeaders } from '../platform/schemas.ts';

/** An assumption: what a household buys at once. */
const QUANTITY_MAX = 10;

export interface OrderBody {
  shopper: string;
  order: string;
  product: string;
  quantity: number;
  coupon?: string;
  reserved?: boolean;
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
      reserved: { type: 'boolean' },
    },
    ['coupon', 'reserved'],
  ),
  response: writeAnswers(exactly({ order: id, payableFen: fen })),
};

export interface CancellationParams {
  order: string;
}
export interface CancellationBody {
  shopper: string;
}
export const cancellationSchema = {
  tags: ['orders'],
  headers: writeHeaders,
  params: exactly({ order: id }),
  body: exactly({ shopper: id }),
  response: writeAnswers(exactly({ order: id, state: { type: 'string' } })),
};
