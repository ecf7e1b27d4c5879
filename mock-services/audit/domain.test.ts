import { describe, expect, it } from 'vitest';
import { FLASH_PRODUCT } from '../catalogue.ts';
import { COUPONS, couponKey, QUOTAS } from '../coupons/domain.ts';
import { PIECES, pieceKey, STOCK } from '../inventory/domain.ts';
import { ORDERS } from '../platform/order.ts';
import { RESERVATIONS, reservationKey } from '../reservations/domain.ts';
import { coupon, order, redemption, useStore } from '../testing/audit.ts';
import { NOW_MS } from '../testing/test-shop.ts';
import { readLedger } from './domain.ts';

const { store, write } = useStore();

describe('readLedger', () => {
  it('counts the records, and so finds what the counters hide', async () => {
    await write((tx) => {
      // The counters say that all is well: nothing left below zero, nothing issued above the quota.
      tx.put(STOCK, '1', { initialPieces: 3, leftPieces: 0 });
      tx.put(STOCK, '2', { initialPieces: 3, leftPieces: 3 });
      tx.put(STOCK, FLASH_PRODUCT, { initialPieces: 1, leftPieces: 0 });
      tx.put(QUOTAS, '40-off-300', { quota: 1, issued: 1 });
      tx.put(ORDERS, 'o1', order('1', 2));
      tx.put(ORDERS, 'o2', order('1', 3));
      tx.put(ORDERS, 'o3', order(FLASH_PRODUCT, 1));
      tx.put(RESERVATIONS, reservationKey('1', 's1'), { atMs: NOW_MS });
      for (const [index, shopper] of ['s1', 's2'].entries()) {
        tx.put(PIECES, pieceKey(FLASH_PRODUCT, shopper), { takenAtMs: NOW_MS });
        tx.put(COUPONS, couponKey('40-off-300', shopper), coupon(index));
      }
      tx.put(COUPONS, couponKey('40-off-300', 's3'), { ...coupon(2), redemption: redemption('o1') });
    });
    expect(readLedger(store())).toMatchObject({
      orders: 3,
      coupons: [{ campaign: '40-off-300', quota: 1, issued: 3, redeemed: 1 }],
      stock: [
        { product: '1', initialPieces: 3, soldPieces: 5, promisedPieces: 1 },
        { product: '2', initialPieces: 3, soldPieces: 0, promisedPieces: 0 },
        { product: FLASH_PRODUCT, initialPieces: 1, soldPieces: 2, promisedPieces: 0 },
      ],
      oversoldPieces: 3 + 1,
      overissuedCoupons: 2,
    });
  });

  it('counts a cancelled or returned order without its pieces; an order in inspection still has them', async () => {
    await write((tx) => {
      tx.put(STOCK, '1', { initialPieces: 9, leftPieces: 5 });
      for (const state of ['created', 'paid', 'cancelled', 'returning', 'returned'] as const)
        tx.put(ORDERS, state, order('1', state === 'paid' ? 2 : 1, state));
    });
    const { orders, stock } = readLedger(store());
    expect([orders, stock[0]?.soldPieces]).toEqual([5, 1 + 2 + 1]);
  });
});
