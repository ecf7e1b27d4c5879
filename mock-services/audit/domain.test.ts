import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COUPONS, couponKey, QUOTAS } from '../coupons/domain.ts';
import { PIECES, pieceKey, STOCK } from '../inventory/domain.ts';
import { ORDERS, type Order } from '../orders/domain.ts';
import { openStore, type Store } from '../platform/store.ts';
import { FLASH_PRODUCT } from '../storefront/catalogue.ts';
import { NOW_MS } from '../testing.ts';
import { missingOrders, orderIds, readLedger } from './domain.ts';

let dataDir: string;
let store: Store;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'carnival-audit-'));
  store = openStore(dataDir, 'process', [COUPONS, QUOTAS, PIECES, STOCK, ORDERS]);
});
afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

const order = (product: string, quantity: number): Order => ({
  shopper: 's1',
  product,
  quantity,
  totalFen: 100,
  discountFen: 0,
  atMs: NOW_MS,
});

describe('readLedger', () => {
  it('counts what is recorded and so finds what the guarding counters hide', async () => {
    await store.transact((tx) => {
      // The counters say that all is well: nothing left below zero, nothing issued above the quota.
      tx.put(STOCK, '1', { initialPieces: 3, leftPieces: 0 });
      tx.put(STOCK, '2', { initialPieces: 3, leftPieces: 3 });
      tx.put(STOCK, FLASH_PRODUCT, { initialPieces: 1, leftPieces: 0 });
      tx.put(QUOTAS, '40-off-300', { quota: 1, issued: 1 });
      tx.put(ORDERS, 'o1', order('1', 2));
      tx.put(ORDERS, 'o2', order('1', 3));
      tx.put(ORDERS, 'o3', order(FLASH_PRODUCT, 1));
      for (const shopper of ['s1', 's2']) {
        tx.put(PIECES, pieceKey(FLASH_PRODUCT, shopper), { takenAtMs: NOW_MS });
        tx.put(COUPONS, couponKey('40-off-300', shopper), { claimedAtMs: NOW_MS });
      }
      const redemption = { order: 'o1', discountFen: 1, atMs: NOW_MS };
      tx.put(COUPONS, couponKey('40-off-300', 's3'), { claimedAtMs: NOW_MS, redemption });
    });
    expect(readLedger(store)).toEqual({
      orders: 3,
      coupons: [{ campaign: '40-off-300', quota: 1, issued: 3, redeemed: 1 }],
      stock: [
        { product: '1', initialPieces: 3, soldPieces: 5 },
        { product: '2', initialPieces: 3, soldPieces: 0 },
        { product: FLASH_PRODUCT, initialPieces: 1, soldPieces: 2 },
      ],
      oversoldPieces: 2 + 1,
      overissuedCoupons: 2,
    });
  });
});

describe('orderIds', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  beforeEach(() =>
    store.transact((tx) => {
      for (const id of ids) tx.put(ORDERS, id, order('1', 1));
    }),
  );

  it.each([
    { after: undefined, limit: 10, want: ids },
    { after: undefined, limit: 2, want: ['a', 'b'] },
    { after: 'b', limit: 2, want: ['c', 'd'] },
    { after: 'bb', limit: 2, want: ['c', 'd'] },
    { after: 'd', limit: 2, want: ['e'] },
    { after: 'e', limit: 2, want: [] },
  ])('after $after, at most $limit, is $want', ({ after, limit, want }) => {
    expect(orderIds(store, after, limit)).toEqual(want);
  });

  it('names the ids that are not stored', () => {
    expect(missingOrders(store, ['a', 'x', 'e', 'y'])).toEqual(['x', 'y']);
  });
});
