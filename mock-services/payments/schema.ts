import { exactly, id, mayBeDegraded, text, writeAnswers, writeHeaders } from '../platform/schemas.ts';

export const paymentSchema = {
  tags: ['payments'],
  headers: writeHeaders,
  params: exactly({ order: id }),
  // Empty: the shop knows what is due.
  body: exactly({}),
  response: mayBeDegraded(writeAnswers(exactly({ order: id, status: text }))),
};
