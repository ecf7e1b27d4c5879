import { exactly, fen, id, writeAnswers, writeHeaders } from '../platform/schemas.ts';

export interface PaymentParams {
  order: string;
}
export interface PaymentBody {
  amountFen: number;
}
export const paymentSchema = {
  tags: ['payments'],
  headers: writeHeaders,
  params: exactly({ order: id }),
  body: exactly({ amountFen: fen }),
  response: writeAnswers(exactly({ order: id, status: { type: 'string' } })),
};
