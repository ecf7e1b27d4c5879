import { exactly, id, writeAnswers, writeHeaders } from '../platform/schemas.ts';

/** An assumption: a sentence or two. */
const REASON_CHARACTERS_MAX = 200;

export interface ReturnParams {
  order: string;
}
export interface ReturnBody {
  shopper: string;
  reason: string;
}
export const returnSchema = {
  tags: ['returns'],
  headers: writeHeaders,
  params: exactly({ order: id }),
  body: exactly({
    shopper: id,
    reason: { type: 'string', minLength: 1, maxLength: REASON_CHARACTERS_MAX },
  }),
  response: writeAnswers(exactly({ order: id, status: { type: 'string' } })),
};
