import { exactly, id, writeAnswers, writeHeaders } from '../platform/schemas.ts';

export interface PaymentParams {
  order: string;
}
export const paymentSchema = {
  tags: ['payments'],
  headers: writeHeaders,
  params: exactly({ order: id }),
  // What is due is the shop's to know.
  body: exactly({}),
  response: writeAnswers(exactly({ order: id, status: { type: 'string' } })),
};
