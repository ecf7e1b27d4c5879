import Type, { type Static } from 'typebox';
import { exactly, id, text, writeAnswers, writeHeaders } from '../platform/schemas.ts';

/** An assumption: a sentence or two. */
const REASON_CHARACTERS_MAX = 200;

export const returnSchema = {
  tags: ['returns'],
  headers: writeHeaders,
  params: exactly({ order: id }),
  body: exactly({ shopper: id, reason: Type.String({ minLength: 1, maxLength: REASON_CHARACTERS_MAX }) }),
  response: writeAnswers(exactly({ order: id, status: text })),
};
export type ReturnRequest = Static<typeof returnSchema.body>;
