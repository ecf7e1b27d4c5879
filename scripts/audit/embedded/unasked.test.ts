/** A real shop that does what nobody asked for. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COUPONS, couponKey, QUOTAS } from '../../../mock-services/coupons/domain.ts';
import { PIECES, pieceKey, STOCK } from '../../../mock-services/inventory/domain.ts';
import { PAYMENTS } from '../../../mock-services/orders/payment.ts';
import { ORDERS } from '../../../mock-services/platform/order.ts';
import type { Tx } from '../../../mock-services/platform/store.ts';
import { changeOrder, openPromisingShop, type PromisingShop } from '../../workshop/testing/promising-shop.ts';

let world: PromisingShop;
beforeEach(async () => {
  world = await openPromisingShop();
});
afterEach(() => world.shop.close());

describe('what is in the books and nobody asked for', () => {
  it('is found: the shop itself cancelled and refunded every order', async () => {
    await world.write((tx) => {
      for (const n of [1, 2, 3, 5, 8, 9]) {
        const id = `o.run.a.${n}.0`;
        changeOrder(tx, id, { state: 'cancelled' });
        tx.put(PAYMENTS, id, { ...tx.get(PAYMENTS, id)!, status: 'refunded' });
      }
    });
    expect(world.audit().unasked).toEqual([
      'an order is cancelled by its shopper, or if it is not paid in time: broken 6 times, such as o.run.a.1.0; o.run.a.2.0; o.run.a.3.0',
    ]);
  });

  it.each<{ what: string; put: (tx: Tx) => void; want: string }>([
    {
      what: 'an unpaid order cancelled before its time',
      put: (tx) => changeOrder(tx, 'o.run.a.10.0', { state: 'cancelled' }),
      want: 'an order is cancelled by its shopper, or if it is not paid in time: broken 1 time, such as o.run.a.10.0',
    },
    {
      what: 'a payment',
      put: (tx) => changeOrder(tx, 'o.run.a.10.0', { state: 'paid' }),
      want: 'an order is paid by its shopper: broken 1 time, such as o.run.a.10.0',
    },
    {
      what: 'a return',
      put: (tx) => changeOrder(tx, 'o.run.a.1.0', { state: 'returned' }),
      want: 'an order is returned by its shopper: broken 1 time, such as o.run.a.1.0',
    },
    {
      what: 'a refund',
      put: (tx) =>
        tx.put(PAYMENTS, 'o.run.a.1.0', { ...tx.get(PAYMENTS, 'o.run.a.1.0')!, status: 'refunded' }),
      want: 'only what is cancelled or returned is refunded: broken 1 time, such as o.run.a.1.0, which is paid',
    },
    {
      what: 'a piece',
      put: (tx) => tx.put(PIECES, pieceKey('flash-1', 'run.a.1.0'), { takenAtMs: 0 }),
      want: 'a flash-sale piece is asked for by its shopper: broken 1 time, such as flash-1 of run.a.1.0',
    },
    {
      what: 'a redemption',
      put: (tx) =>
        tx.put(COUPONS, couponKey('tiered', 'run.a.1.0'), {
          claimedAtMs: 0,
          ingress: 0,
          number: 2,
          redemption: { order: 'o.run.a.1.0', atMs: 0 },
        }),
      want: 'a coupon is redeemed by its shopper: broken 1 time, such as tiered of run.a.1.0 for o.run.a.1.0',
    },
  ])('is found: $what', async ({ put, want }) => {
    await world.write(put);
    expect(world.audit().unasked).toContain(want);
  });

  it('is counted: an order that was booked a second time under another id', async () => {
    await world.write((tx) => tx.put(ORDERS, 'o.run.a.1.0-again', tx.get(ORDERS, 'o.run.a.1.0')!));
    expect(world.audit().unexplained).toBe(1);
  });
});

it('what was sold or issued beyond the plan is counted, whatever the shop’s own limits say', async () => {
  await world.write((tx) => {
    tx.put(QUOTAS, 'tiered', { quota: 1000, issued: 150 });
    for (let n = 2; n <= 150; n++)
      tx.put(COUPONS, couponKey('tiered', `run.b.${n}.0`), { claimedAtMs: 0, ingress: n, number: n });
    tx.put(STOCK, 'flash-1', { initialPieces: 300, leftPieces: 180 });
    for (let n = 1; n <= 118; n++) tx.put(PIECES, pieceKey('flash-1', `run.b.${n}.0`), { takenAtMs: 0 });
  });
  expect(world.audit()).toMatchObject({ overissuedCoupons: 50, oversoldPieces: 20 });
});
