import { exactly, id, writeAnswers, writeHeaders } from '../platform/schemas.ts';

export const flashSchema = {
  tags: ['inventory'],
  headers: writeHeaders,
  params: exactly({ product: id }),
  body: exactly({ shopper: id }),
  response: writeAnswers(exactly({ product: id, shopper: id })),
};
