import Type from 'typebox';
import { z } from 'zod';
import { exactly, id, pieces, readAnswers, text, withDefault } from '../platform/schemas.ts';
import {
  AUDIT_ROWS,
  type AuditTable,
  arrivalsAnswer,
  pageOf,
  snapshotAnswer,
  unsettledAnswer,
} from './rows.ts';

const count = Type.Integer({ minimum: 0 });
const security = [{ admin: [] }];

/** A page of orders is a few megabytes. */
export const ROWS_PER_PAGE_MAX = 10_000;
/** A key of two ids, with room for what stands between them. */
const KEY_CHARACTERS_MAX = 200;

/** The audit declares its answers once, in zod, because it reads them with the same declaration. */
const answered = (answer: z.ZodType) => readAnswers(z.toJSONSchema(answer, { target: 'draft-7' }));

const querystring = exactly({
  /** Its books are read; without it, the books as they are at the moment. */
  snapshot: withDefault(Type.String({ maxLength: KEY_CHARACTERS_MAX }), ''),
  after: withDefault(Type.String({ maxLength: KEY_CHARACTERS_MAX }), ''),
  limit: withDefault(Type.Integer({ minimum: 1, maximum: ROWS_PER_PAGE_MAX }), ROWS_PER_PAGE_MAX),
});

const rowsSchema = (table: AuditTable) => ({
  tags: ['admin'],
  summary: `The shop's ${table}, by their keys, a page at a time.`,
  security,
  querystring,
  response: answered(pageOf(AUDIT_ROWS[table])),
});
export const ROW_SCHEMAS = (Object.keys(AUDIT_ROWS) as AuditTable[]).map(
  (table) => [table, rowsSchema(table)] as const,
);

export const snapshotSchema = {
  tags: ['admin'],
  summary: 'Takes a snapshot of the books: they are read page by page, and the shop goes on meanwhile.',
  security,
  response: answered(snapshotAnswer),
};

export const unsettledSchema = {
  tags: ['admin'],
  summary: 'What was promised for later and is not done yet.',
  security,
  response: answered(unsettledAnswer),
};

export const arrivalsSchema = {
  tags: ['admin'],
  summary: 'The requests of a run that reached the shop, by step.',
  security,
  querystring: exactly({ run: id }),
  response: answered(arrivalsAnswer),
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
