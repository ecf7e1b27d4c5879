import { exactly, id, pieces, readAnswers } from '../platform/schemas.ts';

const count = { type: 'integer', minimum: 0 } as const;
const text = { type: 'string' } as const;
const security = [{ admin: [] }];

const IDS_MAX = 10_000;
const ids = { type: 'array', items: text };
/** 10,000 ids of 64 characters in quotes, with room for white space. */
export const IDS_BODY_BYTES_MAX = 1_000_000;

export interface MissingBody {
  ids: string[];
}
export const missingSchema = {
  tags: ['admin'],
  summary: 'Which of these orders are not stored.',
  security,
  body: exactly({ ids: { type: 'array', items: id, maxItems: IDS_MAX } }),
  response: readAnswers(exactly({ missing: ids })),
};

export interface IdsQuery {
  after?: string;
  limit: number;
}
export const idsSchema = {
  tags: ['admin'],
  summary: 'Stored order ids in order, a page at a time.',
  security,
  querystring: exactly(
    { after: id, limit: { type: 'integer', minimum: 1, maximum: IDS_MAX, default: IDS_MAX } },
    ['after', 'limit'],
  ),
  response: readAnswers(exactly({ ids })),
};

export const ledgerSchema = {
  tags: ['admin'],
  summary: 'Orders, coupons and stock, recomputed from the records.',
  security,
  response: readAnswers(
    exactly({
      orders: count,
      coupons: {
        type: 'array',
        items: exactly({ campaign: text, quota: count, issued: count, redeemed: count }),
      },
      stock: {
        type: 'array',
        items: exactly({ product: text, initialPieces: pieces, soldPieces: pieces, promisedPieces: pieces }),
      },
      oversoldPieces: pieces,
      overissuedCoupons: count,
      brokenPromises: { type: 'array', items: text },
    }),
  ),
};
