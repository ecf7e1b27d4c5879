/** The rows of `rows.ts`, read from the shop's tables. */

import type { z } from 'zod';
import { COUPONS, QUOTAS } from '../coupons/domain.ts';
import { GROUPS } from '../groups/group.ts';
import { PIECES, STOCK } from '../inventory/domain.ts';
import { PARCELS } from '../logistics/parcel.ts';
import { TO_DISPATCH } from '../orders/domain.ts';
import { INTENTS, PAYMENTS, PENDING } from '../orders/payment.ts';
import { ORDERS, type Order } from '../platform/order.ts';
import { pairOf } from '../platform/pair.ts';
import type { Books, Reader } from '../platform/store.ts';
import type { Table } from '../platform/table.ts';
import { overdueMessages, type PushClock } from '../recall/domain.ts';
import { RESERVATIONS } from '../reservations/domain.ts';
import type { AuditRow, AuditTable, unsettledAnswer } from './rows.ts';

export interface PageRequest {
  /** The `next` of the page before; `''`: the first page. */
  readonly after: string;
  /** Records read at the most. A group has a row for each of its places. */
  readonly limit: number;
}
export interface Page<Row> {
  readonly rows: Row[];
  readonly next: string;
}

/** One page, by the order of the keys, so that nothing is read twice or left out if the books stand still. */
function pageOf<Held, Row>(
  books: Books,
  table: Table<Held>,
  { after, limit }: PageRequest,
  rowsOf: (key: string, record: Held) => readonly Row[],
): Page<Row> {
  const rows: Row[] = [];
  let last = '';
  let read = 0;
  // The range includes its start, so one more is read and the start itself is left out.
  for (const { key, value } of books.range(
    table,
    after === '' ? { limit } : { start: after, limit: limit + 1 },
  )) {
    if (key === after) continue;
    if (read === limit) break;
    rows.push(...rowsOf(key, value));
    last = key;
    read += 1;
  }
  return { rows, next: read === limit ? last : '' };
}

export const READ_ROWS: {
  readonly [Name in AuditTable]: (books: Books, page: PageRequest) => Page<AuditRow<Name>>;
} = {
  orders: (books, page) => pageOf(books, ORDERS, page, (id, order) => [orderRowOf(books, id, order)]),
  coupons: (books, page) =>
    pageOf(books, COUPONS, page, (key, { redemption }) => {
      const { thing: campaign, shopper } = pairOf(key);
      return [{ campaign, shopper, order: redemption?.order ?? '' }];
    }),
  pieces: (books, page) => pageOf(books, PIECES, page, heldRowOf),
  reservations: (books, page) => pageOf(books, RESERVATIONS, page, heldRowOf),
  places: (books, page) =>
    pageOf(books, GROUPS, page, (group, { product, places }) =>
      places.map(({ shopper, deposit, order = '' }) => ({ group, product, shopper, deposit, order })),
    ),
  quotas: (books, page) => pageOf(books, QUOTAS, page, (campaign, quota) => [{ campaign, ...quota }]),
  stock: (books, page) => pageOf(books, STOCK, page, (product, stock) => [{ product, ...stock }]),
};

/** A piece that a shopper holds, or has reserved. */
function heldRowOf(key: string, { order = '' }: { readonly order?: string }): [AuditRow<'pieces'>] {
  const { thing: product, shopper } = pairOf(key);
  return [{ product, shopper, order }];
}

function orderRowOf(reader: Reader, id: string, order: Order): AuditRow<'orders'> {
  const { depositFen = 0, reserved = false, ...written } = order;
  const payment = reader.get(PAYMENTS, id);
  return {
    order: id,
    ...written,
    depositFen,
    reserved,
    payment: payment?.status ?? '',
    paidFen: payment?.amountFen ?? 0,
    isPaymentQueued: reader.get(PENDING, id) !== undefined,
    dispatch: dispatchOf(reader, id),
  };
}

function dispatchOf(reader: Reader, id: string): AuditRow<'orders'>['dispatch'] {
  if (reader.get(TO_DISPATCH, id) !== undefined) return 'queued';
  return reader.get(PARCELS, id) === undefined ? '' : 'parcel';
}

/** How many promises that were given for later are still open. */
export const unsettled = (store: Books, campaign: PushClock): z.output<typeof unsettledAnswer> => ({
  payments: [...store.range(PENDING)].length + [...store.range(INTENTS)].length,
  messages: overdueMessages(store, campaign),
});
