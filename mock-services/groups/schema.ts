import { exactly, fen, id, pieces, readAnswers, writeAnswers, writeHeaders } from '../platform/schemas.ts';

const group = exactly({ group: id, product: id, missing: pieces });

export interface MemberBody {
  shopper: string;
  product: string;
}
/** Of a share and of a member: both say who and what. */
export const memberSchema = {
  tags: ['groups'],
  headers: writeHeaders,
  body: exactly({ shopper: id, product: id }),
  response: writeAnswers(group),
};

export interface ShareParams {
  product: string;
}
export const shareSchema = {
  tags: ['groups'],
  params: exactly({ product: id }),
  response: readAnswers(
    exactly({
      product: id,
      name: { type: 'string' },
      priceFen: fen,
      groupPriceFen: fen,
      depositFen: fen,
      missing: pieces,
    }),
  ),
};

export interface GroupOrderBody extends MemberBody {
  order: string;
}
export const groupOrderSchema = {
  tags: ['groups'],
  headers: writeHeaders,
  body: exactly({ shopper: id, order: id, product: id }),
  response: writeAnswers(exactly({ order: id, payableFen: fen, depositFen: fen })),
};
