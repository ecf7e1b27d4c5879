import type { Static } from 'typebox';
import {
  exactly,
  fen,
  id,
  pieces,
  readAnswers,
  text,
  writeAnswers,
  writeHeaders,
} from '../platform/schemas.ts';

const group = exactly({ group: id, product: id, missing: pieces });

/** The body of a share and of a join: who, and which product. */
export const memberSchema = {
  tags: ['groups'],
  headers: writeHeaders,
  body: exactly({ shopper: id, product: id }),
  response: writeAnswers(group),
};
export type MemberRequest = Static<typeof memberSchema.body>;

export const shareSchema = {
  tags: ['groups'],
  params: exactly({ product: id }),
  response: readAnswers(
    exactly({
      product: id,
      name: text,
      priceFen: fen,
      groupPriceFen: fen,
      depositFen: fen,
      missing: pieces,
    }),
  ),
};

export const groupOrderSchema = {
  tags: ['groups'],
  headers: writeHeaders,
  body: exactly({ shopper: id, order: id, product: id }),
  response: writeAnswers(exactly({ order: id, payableFen: fen, depositFen: fen })),
};
