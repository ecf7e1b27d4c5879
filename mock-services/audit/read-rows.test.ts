import { beforeEach, describe, expect, it } from 'vitest';
import { COUPONS, couponKey, QUOTAS } from '../coupons/domain.ts';
import { GROUPS } from '../groups/group.ts';
import { PIECES, pieceKey, STOCK } from '../inventory/domain.ts';
import { TO_DISPATCH } from '../orders/domain.ts';
import { INTENTS, PAYMENTS, PENDING } from '../orders/payment.ts';
import { MINUTE_MS } from '../platform/campaign-clock.ts';
import { ORDERS } from '../platform/order.ts';
import { planPush } from '../recall/domain.ts';
import { RESERVATIONS, reservationKey } from '../reservations/domain.ts';
import { coupon, order, redemption, useStore } from '../testing/audit.ts';
import { NOW_MS } from '../testing/test-shop.ts';
import { READ_ROWS, unsettled } from './read-rows.ts';

const { store, write } = useStore();
const ALL = { after: '', limit: 10_000 };

describe('a page of rows', () => {
  beforeEach(() =>
    write((tx) => {
      for (const id of ['a', 'b', 'c', 'd', 'e']) tx.put(ORDERS, id, order('1', 1));
    }),
  );

  it.each([
    { after: '', limit: 10, want: ['a', 'b', 'c', 'd', 'e'], next: '' },
    { after: '', limit: 2, want: ['a', 'b'], next: 'b' },
    { after: 'b', limit: 2, want: ['c', 'd'], next: 'd' },
    { after: 'bb', limit: 2, want: ['c', 'd'], next: 'd' },
    { after: 'd', limit: 2, want: ['e'], next: '' },
    { after: 'c', limit: 2, want: ['d', 'e'], next: 'e' },
    { after: 'e', limit: 2, want: [], next: '' },
  ])('after “$after”, at most $limit, is $want and goes on after “$next”', ({ want, next, ...page }) => {
    const found = READ_ROWS.orders(store(), page);
    expect([found.rows.map((row) => row.order), found.next]).toEqual([want, next]);
  });
});

it('an order’s row says all that is known of it: what it costs, its payment and where it waits', async () => {
  await write((tx) => {
    tx.put(ORDERS, 'new', order('1', 2, 'created'));
    tx.put(ORDERS, 'paid', { ...order('1', 1), depositFen: 10, reserved: true });
    tx.put(PAYMENTS, 'paid', { amountFen: 90, status: 'pending', atMs: NOW_MS });
    tx.put(PENDING, 'paid', true);
    tx.put(TO_DISPATCH, 'paid', { paidAtMs: NOW_MS });
  });
  const common = { shopper: 's1', product: '1', totalFen: 100, discountFen: 0, atMs: NOW_MS };
  expect(READ_ROWS.orders(store(), ALL).rows).toEqual([
    {
      ...common,
      ...{ order: 'new', quantity: 2, depositFen: 0, reserved: false, state: 'created' },
      ...{ payment: '', paidFen: 0, isPaymentQueued: false, dispatch: '' },
    },
    {
      ...common,
      ...{ order: 'paid', quantity: 1, depositFen: 10, reserved: true, state: 'paid' },
      ...{ payment: 'pending', paidFen: 90, isPaymentQueued: true, dispatch: 'queued' },
    },
  ]);
});

it('what is unsettled are payments that wait for the bank, and messages that should be out', async () => {
  await write((tx) => {
    planPush(tx, { recall: { atMinute: 10, members: 3 } });
    tx.put(PENDING, 'paid', true);
    tx.put(INTENTS, 'asked', { amountFen: 1, atMs: NOW_MS, request: { key: 'k', fingerprint: 'f' } });
  });
  const at = (minute: number, hour: number) =>
    unsettled(store(), {
      sinceStartMs: () => minute * MINUTE_MS,
      nowMs: () => NOW_MS,
      hourAt: () => hour,
    });
  expect(at(9.9, 12)).toEqual({ payments: 2, messages: 0 });
  expect(at(10, 12)).toEqual({ payments: 2, messages: 3 });
  expect(at(10, 3)).toEqual({ payments: 2, messages: 0 });
});

it('what shoppers hold is a row each, with the order that uses it', async () => {
  await write((tx) => {
    tx.put(COUPONS, couponKey('tiered', 's1'), coupon(1));
    tx.put(COUPONS, couponKey('tiered', 's2'), { ...coupon(2), redemption: redemption('o2') });
    tx.put(PIECES, pieceKey('flash-1', 's1'), { takenAtMs: NOW_MS, order: 'o1' });
    tx.put(RESERVATIONS, reservationKey('7', 's1'), { atMs: NOW_MS });
    const places = [
      { shopper: 's1', deposit: 'due' },
      { shopper: 's2', deposit: 'used', order: 'o3' },
    ] as const;
    tx.put(GROUPS, '3:0', { product: '3', endsAtMs: NOW_MS, ended: false, places });
    tx.put(QUOTAS, 'tiered', { quota: 5, issued: 2 });
    tx.put(STOCK, '7', { initialPieces: 9, leftPieces: 8 });
  });
  const rows = Object.fromEntries(
    Object.entries(READ_ROWS).map(([table, read]) => [table, read(store(), ALL).rows]),
  );
  expect(rows).toEqual({
    orders: [],
    coupons: [
      { campaign: 'tiered', shopper: 's1', order: '' },
      { campaign: 'tiered', shopper: 's2', order: 'o2' },
    ],
    pieces: [{ product: 'flash-1', shopper: 's1', order: 'o1' }],
    reservations: [{ product: '7', shopper: 's1', order: '' }],
    places: [
      { group: '3:0', product: '3', shopper: 's1', deposit: 'due', order: '' },
      { group: '3:0', product: '3', shopper: 's2', deposit: 'used', order: 'o3' },
    ],
    quotas: [{ campaign: 'tiered', quota: 5, issued: 2 }],
    stock: [{ product: '7', initialPieces: 9, leftPieces: 8 }],
  });
});
