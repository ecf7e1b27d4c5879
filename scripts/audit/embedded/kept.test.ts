/** A real shop whose books are changed behind its back: each change must be found, and nothing without one. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COUPONS, couponKey, QUOTAS } from '../../../mock-services/coupons/domain.ts';
import { GROUPS } from '../../../mock-services/groups/group.ts';
import { PIECES, pieceKey, STOCK } from '../../../mock-services/inventory/domain.ts';
import { TO_DISPATCH } from '../../../mock-services/orders/domain.ts';
import { PAYMENTS, PENDING } from '../../../mock-services/orders/payment.ts';
import { ORDERS } from '../../../mock-services/platform/order.ts';
import type { Tx } from '../../../mock-services/platform/store.ts';
import { RESERVATIONS, reservationKey } from '../../../mock-services/reservations/domain.ts';
import { changeOrder, openPromisingShop, type PromisingShop } from '../../workshop/testing/promising-shop.ts';
import type { ShopFindings } from './shop-audit.ts';

const NOTHING: ShopFindings = {
  lost: 0,
  lostIds: [],
  // Its answer never came, and it was placed.
  indeterminateStored: 1,
  unexplained: 0,
  oversoldPieces: 0,
  overissuedCoupons: 0,
  brokenPromises: [],
  unasked: [],
  unsettledPayments: 0,
};

let world: PromisingShop;
beforeEach(async () => {
  world = await openPromisingShop();
});
afterEach(() => world.shop.close());

const take = (tx: Tx, product: string, pieces: number) => {
  const stock = tx.get(STOCK, product)!;
  tx.put(STOCK, product, { ...stock, leftPieces: stock.leftPieces - pieces });
};
const putBack = (tx: Tx, product = 'flash-1') => take(tx, product, -1);
const paid = (tx: Tx, id: string, amountFen: number) =>
  tx.put(PAYMENTS, id, { ...tx.get(PAYMENTS, id)!, amountFen });

it('nothing is found in a shop that keeps its promises', () => {
  expect(world.audit()).toEqual(NOTHING);
});

it('nothing is found either when what nobody paid or ordered has expired', async () => {
  world.pass(31);
  await world.write((tx) => {
    changeOrder(tx, 'o.run.a.10.0', { state: 'cancelled' });
    tx.remove(PIECES, pieceKey('flash-1', 'run.a.4.0'));
    for (const product of ['10', 'flash-1']) putBack(tx, product);
  });
  expect(world.audit()).toEqual(NOTHING);
});

const FLASH_OF_3 = pieceKey('flash-1', 'run.a.3.0');

describe('what was promised and is not in the books', () => {
  it.each<{ what: string; put: (tx: Tx) => void; want: string[] }>([
    {
      what: 'a flash-sale piece’s row is gone',
      put: (tx) => tx.remove(PIECES, FLASH_OF_3),
      want: [
        'a flash-sale order holds a piece of its own: broken 1 time, such as o.run.a.3.0 of run.a.3.0',
        'an acknowledged flash-sale piece is in the books: broken 1 time, such as flash-1 of run.a.3.0',
      ],
    },
    {
      what: 'a flash-sale piece that nobody has ordered is gone before its time',
      put: (tx) => {
        tx.remove(PIECES, pieceKey('flash-1', 'run.a.4.0'));
        putBack(tx);
      },
      want: ['an acknowledged flash-sale piece is in the books: broken 1 time, such as flash-1 of run.a.4.0'],
    },
    {
      what: 'a sold piece is on the shelf again',
      put: (tx) => putBack(tx),
      want: [
        'what is left and what is gone add up to the stock: broken 1 time, such as flash-1: 99 left and 2 gone of 100',
      ],
    },
    {
      what: 'an order of 99 CNY costs 1 fen, and 1 fen was paid',
      put: (tx) => {
        changeOrder(tx, 'o.run.a.1.0', { totalFen: 1, discountFen: 0 });
        paid(tx, 'o.run.a.1.0', 1);
      },
      want: [
        'an order costs what the catalogue, its coupons and its tier say: broken 1 time, such as o.run.a.1.0 of 1 fen, not 9405',
        'what is paid is what is due: broken 1 time, such as o.run.a.1.0 with 1 fen paid of 9405',
      ],
    },
    {
      what: 'a coupon took nothing off',
      put: (tx) => changeOrder(tx, 'o.run.a.2.0', { discountFen: 0 }),
      want: [
        'an order costs what the catalogue, its coupons and its tier say: broken 1 time, such as o.run.a.2.0 of 140700 fen, not 130700',
      ],
    },
    {
      what: 'the price in a livestream is another',
      put: (tx) => changeOrder(tx, 'o.run.a.9.0', { totalFen: 9_900 }),
      want: [
        'an order costs what the catalogue, its coupons and its tier say: broken 1 time, such as o.run.a.9.0 of 9900 fen, not 8415',
      ],
    },
    {
      what: 'an acknowledged payment was rolled back whole',
      put: (tx) => {
        changeOrder(tx, 'o.run.a.1.0', { state: 'created' });
        tx.remove(PAYMENTS, 'o.run.a.1.0');
        tx.remove(TO_DISPATCH, 'o.run.a.1.0');
      },
      want: ['an acknowledged payment is in the books: broken 1 time, such as o.run.a.1.0, which is created'],
    },
    {
      what: 'a payment alone is gone',
      put: (tx) => tx.remove(PAYMENTS, 'o.run.a.1.0'),
      want: ['an acknowledged payment is in the books: broken 1 time, such as o.run.a.1.0, which has none'],
    },
    {
      what: 'an order is somebody else’s',
      put: (tx) => changeOrder(tx, 'o.run.a.10.0', { shopper: 'run.a.1.0' }),
      want: [
        'an order is for who ordered it, and for what was ordered: broken 1 time, such as o.run.a.10.0 is 1 of 10 for run.a.1.0, not 1 of 10 for run.a.10.0',
      ],
    },
    {
      what: 'an order is of something else, and of more',
      put: (tx) => {
        changeOrder(tx, 'o.run.a.8.0', { product: '9', quantity: 2 });
        take(tx, '8', -1);
        take(tx, '9', 2);
      },
      want: [
        'an order is for who ordered it, and for what was ordered: broken 1 time, such as o.run.a.8.0 is 2 of 9 for run.a.8.0, not 1 of group:8 for run.a.8.0',
      ],
    },
    {
      what: 'a paid order waits nowhere and has no parcel',
      put: (tx) => tx.remove(TO_DISPATCH, 'o.run.a.1.0'),
      want: ['a paid order waits for a courier or has a parcel: broken 1 time, such as o.run.a.1.0'],
    },
    {
      what: 'a pending payment is not in its queue',
      put: (tx) =>
        tx.put(PAYMENTS, 'o.run.a.1.0', { ...tx.get(PAYMENTS, 'o.run.a.1.0')!, status: 'pending' }),
      want: ['a pending payment waits for the bank: broken 1 time, such as o.run.a.1.0'],
    },
    {
      what: 'a cancellation never happened',
      put: (tx) => {
        changeOrder(tx, 'o.run.a.6.0', { state: 'created' });
        take(tx, '6', 1);
      },
      want: [
        'an acknowledged cancellation is in the books: broken 1 time, such as o.run.a.6.0, which is created',
      ],
    },
    {
      what: 'a return never happened',
      put: (tx) => {
        changeOrder(tx, 'o.run.a.7.0', { state: 'paid' });
        take(tx, '7', 1);
        tx.put(TO_DISPATCH, 'o.run.a.7.0', { paidAtMs: 0 });
      },
      want: ['an acknowledged return is in the books: broken 1 time, such as o.run.a.7.0, which is paid'],
    },
    {
      what: 'a redemption is gone',
      put: (tx) => {
        const { redemption: _gone, ...unused } = tx.get(COUPONS, couponKey('tiered', 'run.a.2.0'))!;
        tx.put(COUPONS, couponKey('tiered', 'run.a.2.0'), unused);
      },
      want: ['an acknowledged redemption is in the books: broken 1 time, such as tiered for o.run.a.2.0'],
    },
    {
      what: 'a reservation is gone',
      put: (tx) => {
        tx.remove(RESERVATIONS, reservationKey('12', 'run.a.12.0'));
        putBack(tx, '12');
      },
      want: ['an acknowledged reservation is in the books: broken 1 time, such as 12 of run.a.12.0'],
    },
    {
      what: 'a place in a group is gone',
      put: (tx) => tx.put(GROUPS, '8:0', { ...tx.get(GROUPS, '8:0')!, places: [] }),
      want: ['an acknowledged place in a group is in the books: broken 1 time, such as 8 of run.a.8.0'],
    },
    {
      what: 'the flash-sale stock was laid out three times',
      put: (tx) => tx.put(STOCK, 'flash-1', { initialPieces: 300, leftPieces: 298 }),
      want: [
        'the stock is what the plan lays out: broken 1 time, such as flash-1 with 300 pieces of 100',
        'what is left and what is gone add up to the stock: broken 1 time, such as flash-1: 298 left and 2 gone of 100',
      ],
    },
    {
      what: 'a quota is ten times as large',
      put: (tx) => tx.put(QUOTAS, 'tiered', { quota: 1000, issued: 1 }),
      want: [
        'a quota is what the plan and the shop’s own decisions allow: broken 1 time, such as tiered with 1,000 of 100',
      ],
    },
  ])('is found: $what', async ({ put, want }) => {
    await world.write(put);
    const { brokenPromises } = world.audit();
    expect(brokenPromises).toEqual(want);
  });

  it('is found: two live paid orders share one piece', async () => {
    const second = 'o.run.b.3.0';
    world.book.add('order', `${second} run.a.3.0 flash-1 1`, 'acknowledged', 0);
    world.book.add('payment', second, 'acknowledged', 0);
    await world.write((tx) => {
      tx.put(ORDERS, second, tx.get(ORDERS, 'o.run.a.3.0')!);
      tx.put(PAYMENTS, second, tx.get(PAYMENTS, 'o.run.a.3.0')!);
      tx.put(TO_DISPATCH, second, { paidAtMs: 0 });
    });
    expect(world.audit().brokenPromises).toEqual([
      'what is left and what is gone add up to the stock: broken 1 time, such as flash-1: 98 left and 3 gone of 100',
      'a flash-sale order holds a piece of its own: broken 1 time, such as o.run.b.3.0 of run.a.3.0',
    ]);
  });

  it('is counted: an order that is not there, and a payment that the bank has not settled', async () => {
    await world.write((tx) => {
      tx.remove(ORDERS, 'o.run.a.10.0');
      tx.put(PAYMENTS, 'o.run.a.1.0', { ...tx.get(PAYMENTS, 'o.run.a.1.0')!, status: 'pending' });
      tx.put(PENDING, 'o.run.a.1.0', true);
    });
    expect(world.audit()).toMatchObject({ lost: 1, lostIds: ['o.run.a.10.0'], unsettledPayments: 1 });
  });
});
