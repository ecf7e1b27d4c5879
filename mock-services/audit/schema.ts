import Type from 'typebox';
import { exactly, id, pieces, readAnswers, text, withDefault } from '../platform/schemas.ts';

const count = Type.Integer({ minimum: 0 });
const security = [{ admin: [] }];

const IDS_MAX = 10_000;
const ids = Type.Array(text);
/** 10,000 ids of 64 characters in quotes, with room for white space. */
export const IDS_BODY_BYTES_MAX = 1_000_000;

export const missingSchema = {
  tags: ['admin'],
  summary: 'Which of these orders are not stored.',
  security,
  body: exactly({ ids: Type.Array(id, { maxItems: IDS_MAX }) }),
  response: readAnswers(exactly({ missing: ids })),
};

const limit = Type.Integer({ minimum: 1, maximum: IDS_MAX });
export const idsSchema = {
  tags: ['admin'],
  summary: 'Stored order ids in order, a page at a time.',
  security,
  querystring: exactly({ after: Type.Optional(id), limit: withDefault(limit, IDS_MAX) }),
  response: readAnswers(exactly({ ids })),
};

export const ledgerSchema = {
  tags: ['admin'],
  summary: 'Orders, coupons and stock, recomputed from the records.',
  security,
  response: readAnswers(
    exactly({
      orders: count,
      coupons: Type.Array(exactly({ campaign: text, quota: count, issued: count, redeemed: count })),
      stock: Type.Array(
        exactly({ product: text, initialPieces: pieces, soldPieces: pieces, promisedPieces: pieces }),
      ),
      oversoldPieces: pieces,
      overissuedCoupons: count,
      brokenPromises: Type.Array(text),
    }),
  ),
};
