/** The ledger: orders, coupons and stock, recomputed from the records, not read from the counters that enforce the limits. */
import { COUPONS, QUOTAS } from '../coupons/domain.ts';
import { checkGroups } from '../groups/checks.ts';
import { STOCK } from '../inventory/domain.ts';
import { checkBank } from '../payments/checks.ts';
import { BrokenPromises } from '../platform/broken-promises.ts';
import { pairOf } from '../platform/pair.ts';
import type { Store } from '../platform/store.ts';
import {
  checkCoupons,
  checkFirstCome,
  checkOrders,
  checkPayments,
  checkPieces,
  checkReservations,
  checkStock,
  type StockLine,
} from './checks.ts';

export interface CouponLine {
  readonly campaign: string;
  readonly quota: number;
  readonly issued: number;
  readonly redeemed: number;
}
export interface Ledger {
  /** In any state. */
  readonly orders: number;
  readonly coupons: readonly CouponLine[];
  readonly stock: readonly StockLine[];
  /** Pieces sold or promised beyond the stock. */
  readonly oversoldPieces: number;
  readonly overissuedCoupons: number;
  /** Where tables contradict each other; empty when all agree. */
  readonly brokenPromises: readonly string[];
}

/** Reads every record, which takes a few seconds per million. The shop answers nobody meanwhile. */
export function readLedger(store: Store): Ledger {
  const broken = new BrokenPromises();
  const { orders, soldPieces } = checkOrders(store, broken);
  for (const [product, pieces] of checkPieces(store, broken)) soldPieces.set(product, pieces);
  const promisedPieces = checkReservations(store, broken);
  const stock = [...store.range(STOCK)].map(({ key, value }) => ({
    product: key,
    initialPieces: value.initialPieces,
    soldPieces: soldPieces.get(key) ?? 0,
    promisedPieces: promisedPieces.get(key) ?? 0,
  }));
  checkStock(store, stock, broken);
  checkPayments(store, broken);
  checkCoupons(store, broken);
  checkFirstCome(store, broken);
  checkGroups(store, broken);
  checkBank(store, broken);
  const coupons = readCoupons(store);
  const over = ({ soldPieces, promisedPieces, initialPieces }: StockLine): number =>
    Math.max(0, soldPieces + promisedPieces - initialPieces);
  return {
    orders,
    coupons,
    stock,
    oversoldPieces: stock.reduce((sum, line) => sum + over(line), 0),
    overissuedCoupons: coupons.reduce((sum, line) => sum + Math.max(0, line.issued - line.quota), 0),
    brokenPromises: broken.list,
  };
}

function readCoupons(store: Store): CouponLine[] {
  const lines = new Map(
    [...store.range(QUOTAS)].map(({ key, value }) => [key, { ...value, issued: 0, redeemed: 0 }]),
  );
  for (const { key, value: coupon } of store.range(COUPONS)) {
    const line = lines.get(pairOf(key).thing)!;
    line.issued += 1;
    if (coupon.redemption !== undefined) line.redeemed += 1;
  }
  return [...lines].map(([campaign, line]) => ({ campaign, ...line }));
}
