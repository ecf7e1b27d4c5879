/** The books, recomputed from the records and not from the counters that guard them. */
import { COUPONS, QUOTAS } from '../coupons/domain.ts';
import { PIECES, STOCK } from '../inventory/domain.ts';
import { ORDERS } from '../orders/domain.ts';
import type { Store } from '../platform/store.ts';
import { FLASH_PRODUCT } from '../storefront/catalogue.ts';

export interface CouponLine {
  readonly campaign: string;
  readonly quota: number;
  readonly issued: number;
  readonly redeemed: number;
}
export interface StockLine {
  readonly product: string;
  readonly initialPieces: number;
  readonly soldPieces: number;
}
export interface Ledger {
  readonly orders: number;
  readonly coupons: readonly CouponLine[];
  readonly stock: readonly StockLine[];
  readonly oversoldPieces: number;
  readonly overissuedCoupons: number;
}

/** Reads every record, about two seconds for each million: the shop answers nobody meanwhile. */
export function readLedger(store: Store): Ledger {
  const soldPieces = new Map<string, number>();
  const sell = (product: string, pieces: number): void => {
    soldPieces.set(product, (soldPieces.get(product) ?? 0) + pieces);
  };
  let orders = 0;
  for (const { value: order } of store.range(ORDERS)) {
    orders += 1;
    // A flash-sale order uses a piece that is counted as sold below, whether or not it was ordered.
    if (order.product !== FLASH_PRODUCT) sell(order.product, order.quantity);
  }
  for (const { key } of store.range(PIECES)) sell(before('/', key), 1);

  const coupons = readCoupons(store);
  const stock = [...store.range(STOCK)].map(({ key, value }) => ({
    product: key,
    initialPieces: value.initialPieces,
    soldPieces: soldPieces.get(key) ?? 0,
  }));
  return {
    orders,
    coupons,
    stock,
    oversoldPieces: stock.reduce((sum, line) => sum + Math.max(0, line.soldPieces - line.initialPieces), 0),
    overissuedCoupons: coupons.reduce((sum, line) => sum + Math.max(0, line.issued - line.quota), 0),
  };
}

function readCoupons(store: Store): CouponLine[] {
  const lines = new Map(
    [...store.range(QUOTAS)].map(({ key, value }) => [key, { ...value, issued: 0, redeemed: 0 }]),
  );
  for (const { key, value: coupon } of store.range(COUPONS)) {
    const line = lines.get(before('/', key))!;
    line.issued += 1;
    if (coupon.redemption !== undefined) line.redeemed += 1;
  }
  return [...lines].map(([campaign, line]) => ({ campaign, ...line }));
}

const before = (separator: string, text: string): string => text.slice(0, text.indexOf(separator));

export const missingOrders = (store: Store, ids: readonly string[]): string[] =>
  ids.filter((id) => store.get(ORDERS, id) === undefined);

/** A page of order ids in order, after the one given. */
export function orderIds(store: Store, after: string | undefined, limit: number): string[] {
  // The range includes its start, so one more is read and the start itself is left out.
  const options = after === undefined ? { limit } : { start: after, limit: limit + 1 };
  const keys = [...store.range(ORDERS, options)].map(({ key }) => key);
  return keys.filter((key) => key !== after).slice(0, limit);
}
