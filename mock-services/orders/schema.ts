import { exactly, fen, id, quantity, writeAnswers, writeHeaders } from '../platform/schemas.ts';

export interface OrderBody {
  shopper: string;
  order: string;
  product: string;
  quantity: number;
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
      quantity,
      reserved: { type: 'boolean' },
    },
    ['reserved'],
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
