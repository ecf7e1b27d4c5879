/** Every promise between the tables, broken on purpose. */
import { describe, expect, it } from 'vitest';
import { FLASH_PRODUCT } from '../catalogue.ts';
import {
  AWAITED,
  awaitedKey,
  COUPONS,
  couponKey,
  ORDER_COUPONS,
  orderKey,
  QUOTAS,
} from '../coupons/domain.ts';
import { PIECES, pieceKey, STOCK } from '../inventory/domain.ts';
import { PAYMENTS, type PaymentStatus } from '../orders/payment.ts';
import { ORDERS } from '../platform/order.ts';
import type { Tx } from '../platform/store.ts';
import { RESERVATIONS, reservationKey } from '../reservations/domain.ts';
import { RETURNS } from '../returns/domain.ts';
import { coupon, order, redemption, useStore } from '../testing/audit.ts';
import { NOW_MS } from '../testing/test-shop.ts';
import { readLedger } from './domain.ts';

const { store, write } = useStore();

const payment = (status: PaymentStatus, amountFen = 100) => ({ amountFen, status, atMs: NOW_MS });
/** A coupon of `s1`, as redeemed for an order. */
function putCoupon(tx: Tx, order: string): void {
  tx.put(COUPONS, couponKey('40-off-300', 's1'), { ...coupon(1), redemption: redemption(order) });
  const together = { campaigns: ['40-off-300'], product: '1', quantity: 1, atMs: NOW_MS };
  tx.put(ORDER_COUPONS, orderKey(order, 's1'), together);
  tx.put(QUOTAS, '40-off-300', { quota: 1, issued: 1 });
}

describe('the audit', () => {
  it('finds no broken promise in an empty shop', () => {
    expect(readLedger(store()).brokenPromises).toEqual([]);
  });

  it.each<{ what: string; put: (tx: Tx) => void; want: string }>([
    {
      what: 'pieces that are nowhere',
      put: (tx) => tx.put(STOCK, '1', { initialPieces: 3, leftPieces: 2 }),
      want: 'left, promised and sold pieces add up to the stock: broken 1 times, by product "1": 2 left, 0 promised and 0 sold of 3',
    },
    {
      what: 'stock below zero',
      put: (tx) => tx.put(STOCK, '1', { initialPieces: -1, leftPieces: -1 }),
      want: 'stock is never below zero: broken 1 times, by product "1"',
    },
    {
      what: 'an unpaid order that would never time out',
      put: (tx) => tx.put(ORDERS, 'o1', order('1', 1, 'created')),
      want: 'an unpaid order times out: broken 1 times, by order "o1"',
    },
    {
      what: 'a paid order without a payment',
      put: (tx) => tx.put(ORDERS, 'o1', order('1', 1)),
      want: 'a paid order has a payment: broken 1 times, by order "o1", which is paid',
    },
    {
      what: 'a return that would never end',
      put: (tx) => {
        tx.put(ORDERS, 'o1', order('1', 1, 'returning'));
        tx.put(RETURNS, 'o1', { reason: 'r', status: 'inspection', atMs: NOW_MS });
      },
      want: 'a return is completed: broken 1 times, by order "o1", which is returning',
    },
    {
      what: 'a cancelled order’s payment that was not refunded',
      put: (tx) => {
        tx.put(ORDERS, 'o1', order('1', 1, 'cancelled'));
        tx.put(PAYMENTS, 'o1', payment('settled'));
      },
      want: 'a payment is refunded when, and only when, its order was cancelled or returned: broken 1 times, by order "o1", which is cancelled, with a payment settled',
    },
    {
      what: 'a live order’s payment that was',
      put: (tx) => {
        tx.put(ORDERS, 'o1', order('1', 1));
        tx.put(PAYMENTS, 'o1', payment('refunded'));
      },
      want: 'a payment is refunded when, and only when, its order was cancelled or returned: broken 1 times, by order "o1", which is paid, with a payment refunded',
    },
    {
      what: 'a payment for nothing',
      put: (tx) => tx.put(PAYMENTS, 'o1', payment('settled')),
      want: 'a payment is refunded when, and only when, its order was cancelled or returned: broken 1 times, by order "o1", which is not there, with a payment settled',
    },
    {
      what: 'sales that nobody counted',
      put: (tx) => {
        tx.put(ORDERS, 'o1', order('1', 1));
        tx.put(PAYMENTS, 'o1', payment('pending'));
      },
      want: 'the counted sales match the recorded sales: broken 1 times, by 0 orders of 0 fen, where 1 of 100 are recorded',
    },
    {
      what: 'a payment of something else than was due',
      put: (tx) => {
        tx.put(ORDERS, 'o1', { ...order('1', 1), depositFen: 10 });
        tx.put(PAYMENTS, 'o1', payment('settled', 100));
      },
      want: 'the amount paid is the amount due: broken 1 times, by order "o1" with 100 fen paid of 90',
    },
    {
      what: 'a discount that nothing gives',
      put: (tx) => tx.put(ORDERS, 'o1', { ...order('1', 1), discountFen: 1 }),
      want: 'the discount is what coupons and card allow: broken 1 times, by order "o1" of 100 fen, 1 off, not 0 to 0',
    },
    {
      what: 'an order that its coupon took nothing off',
      put: (tx) => {
        tx.put(ORDERS, 'o1', { ...order('1', 1), totalFen: 30_000 });
        putCoupon(tx, 'o1');
      },
      want: 'the discount is what coupons and card allow: broken 1 times, by order "o1" of 30000 fen, 0 off, not 4000 to 4000',
    },
    {
      what: 'a coupon on a cart that it was not redeemed for',
      put: (tx) => {
        tx.put(ORDERS, 'o1', { ...order('1', 2), totalFen: 30_000, discountFen: 4_000 });
        putCoupon(tx, 'o1');
      },
      want: 'coupons are used for the cart that earned them: broken 1 times, by order "o1" of "s1"',
    },
    {
      what: 'a coupon on a cart that is too small',
      put: (tx) => {
        tx.put(ORDERS, 'o1', { ...order('1', 1), totalFen: 29_999, discountFen: 4_000 });
        putCoupon(tx, 'o1');
      },
      want: 'coupons are used for the cart that earned them: broken 1 times, by order "o1" of "s1"',
    },
    {
      what: 'a coupon given to somebody who came later',
      put: (tx) => {
        tx.put(QUOTAS, '40-off-300', { quota: 2, issued: 2 });
        tx.put(COUPONS, couponKey('40-off-300', 's1'), coupon(2, 10));
        tx.put(COUPONS, couponKey('40-off-300', 's2'), coupon(1, 11));
      },
      want: 'first come, first served: broken 1 times, by coupon 2 of "40-off-300"',
    },
    {
      what: 'a flash-sale piece in a dead order’s hand',
      put: (tx) => {
        tx.put(ORDERS, 'o1', order(FLASH_PRODUCT, 1, 'cancelled'));
        tx.put(PIECES, pieceKey(FLASH_PRODUCT, 's1'), { takenAtMs: NOW_MS, order: 'o1' });
      },
      want: 'a cancelled or returned order holds no flash-sale piece: broken 1 times, by piece "flash-1/s1"',
    },
    {
      what: 'a flash-sale piece that is neither ordered nor would go back',
      put: (tx) => tx.put(PIECES, pieceKey(FLASH_PRODUCT, 's1'), { takenAtMs: NOW_MS }),
      want: 'a flash-sale piece is ordered or goes back into stock: broken 1 times, by piece "flash-1/s1"',
    },
    {
      what: 'a coupon of an order that never came and would never come back',
      put: (tx) => putCoupon(tx, 'o1'),
      want: 'a coupon is used by a live order or becomes usable again: broken 1 times, by order "o1" of "s1"',
    },
    {
      what: 'a coupon in a dead order’s hand',
      put: (tx) => {
        tx.put(ORDERS, 'o1', order('1', 1, 'cancelled'));
        putCoupon(tx, 'o1');
      },
      want: 'a coupon is used by a live order or becomes usable again: broken 1 times, by order "o1" of "s1"',
    },
    {
      what: 'a coupon in the hand of somebody else’s order',
      put: (tx) => {
        tx.put(ORDERS, 'o1', { ...order('1', 1), shopper: 's2' });
        putCoupon(tx, 'o1');
      },
      want: 'a coupon is used by a live order or becomes usable again: broken 1 times, by order "o1" of "s1"',
    },
    {
      what: 'a used coupon that no order knows of',
      put: (tx) => {
        putCoupon(tx, 'o1');
        tx.remove(ORDER_COUPONS, orderKey('o1', 's1'));
      },
      want: 'a used coupon belongs to its order: broken 1 times, by coupon "40-off-300/s1"',
    },
    {
      what: 'a coupon that two orders have',
      put: (tx) => {
        putCoupon(tx, 'o1');
        putCoupon(tx, 'o2');
      },
      want: 'the coupons of an order are used for no other order: broken 1 times, by order "o1" of "s1"',
    },
    {
      what: 'a reservation that would never expire',
      put: (tx) => tx.put(RESERVATIONS, reservationKey('1', 's1'), { atMs: NOW_MS }),
      want: 'a live reservation expires: broken 1 times, by reservation "1/s1"',
    },
    {
      what: 'a reservation kept by somebody else’s order',
      put: (tx) => {
        tx.put(ORDERS, 'o1', { ...order('1', 1), reserved: true });
        tx.put(RESERVATIONS, reservationKey('1', 's2'), { atMs: NOW_MS, order: 'o1' });
      },
      want: 'a used reservation has a live order of its own: broken 1 times, by reservation "1/s2"',
    },
  ])('finds $what', async ({ put, want }) => {
    await write(put);
    expect(readLedger(store()).brokenPromises).toContain(want);
  });

  it('accepts a coupon of a live order, or of an order that is still awaited', async () => {
    await write((tx) => {
      tx.put(ORDERS, 'o1', { ...order('1', 1, 'created'), totalFen: 30_000, discountFen: 4_000 });
      putCoupon(tx, 'o1');
    });
    expect(readLedger(store()).brokenPromises.join()).not.toContain('coupon');
    await write((tx) => {
      tx.remove(ORDERS, 'o1');
      tx.put(AWAITED, awaitedKey(orderKey('o1', 's1'), tx.get(ORDER_COUPONS, orderKey('o1', 's1'))!), true);
    });
    expect(readLedger(store()).brokenPromises).toEqual([]);
  });

  it('lists at most three examples, however much is broken', async () => {
    await write((tx) => {
      for (let n = 0; n < 50; n += 1) tx.put(ORDERS, `o${n}`, order('1', 1));
    });
    expect(readLedger(store()).brokenPromises).toEqual([
      expect.stringMatching(
        /^a paid order has a payment: broken 50 times, by (order "o\d+", which is paid(, )?){3}$/,
      ),
    ]);
  });
});
