import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { COUPONS, couponKey } from '../coupons/domain.ts';
import { STOCK } from '../inventory/domain.ts';
import { intend } from '../payments/domain.ts';
import { settlePending } from '../payments/settlement.ts';
import { MINUTE_MS } from '../platform/campaign-clock.ts';
import { ORDERS } from '../platform/order.ts';
import { honestBank } from '../testing/honest-bank.ts';
import { holdBackground, NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { cancelUnpaid } from './cancellation.ts';
import { salesSoFar, TO_DISPATCH, UNPAID } from './domain.ts';
import { INTENTS, PAYMENTS } from './payment.ts';

let shop: TestShop;
beforeEach(async () => {
  // The background holds still: no courier comes before the shopper has changed its mind.
  holdBackground();
  shop = await openTestShop();
});
afterEach(async () => {
  await shop.close();
  vi.useRealTimers();
});

const BODY = { shopper: 's1', order: 'o1', product: '1', quantity: 2 };
const order = (changes: object = {}) => shop.post('/orders', { ...BODY, ...changes });
const pay = (id = 'o1') => shop.post(`/orders/${id}/payments`, {});
const cancel = (id = 'o1', shopper = 's1') => shop.post(`/orders/${id}/cancellations`, { shopper });
const stateOf = (id: string) => shop.shop.store.get(ORDERS, id)?.state;
const leftPieces = (product = '1') => shop.shop.store.get(STOCK, product)?.leftPieces;
const brokenPromises = async () => (await shop.admin('GET', '/admin/audit/ledger')).json().brokenPromises;
const code = (answer: { json: () => { error: { code: string } } }) => answer.json().error.code;

describe('POST /orders/:order/cancellations', () => {
  it('gives back the pieces of an unpaid order, and keeps the order’s record', async () => {
    await order();
    expect(leftPieces()).toBe(98);
    const answer = await cancel();
    expect([answer.statusCode, answer.json()]).toEqual([201, { order: 'o1', state: 'cancelled' }]);
    expect([leftPieces(), stateOf('o1')]).toEqual([100, 'cancelled']);
    expect([...shop.shop.store.range(UNPAID)]).toEqual([]);
    expect(code(await order())).toBe('order_exists');
    expect(await brokenPromises()).toEqual([]);
  });

  it('refunds a paid order, and calls the courier off', async () => {
    await order();
    await pay();
    expect(salesSoFar(shop.shop.store)).toEqual({ orders: 1, revenueFen: 2 * 9_900 });
    expect(shop.shop.store.get(TO_DISPATCH, 'o1')).toBeDefined();
    expect((await cancel()).statusCode).toBe(201);
    expect(shop.shop.store.get(PAYMENTS, 'o1')?.status).toBe('refunded');
    expect(shop.shop.store.get(TO_DISPATCH, 'o1')).toBeUndefined();
    expect(salesSoFar(shop.shop.store)).toEqual({ orders: 0, revenueFen: 0 });
    expect(await brokenPromises()).toEqual([]);
  });

  it('makes the coupons of the order usable again', async () => {
    const redeem = (id: string) =>
      shop.post('/coupons/40-off-300/redemptions', { shopper: 's1', order: id, product: '1', quantity: 4 });
    await shop.post('/coupons/40-off-300/claims', { shopper: 's1' });
    await redeem('o1');
    await order({ quantity: 4 });
    expect(code(await redeem('o2'))).toBe('already_redeemed');
    await cancel();
    expect(shop.shop.store.get(COUPONS, couponKey('40-off-300', 's1'))?.redemption).toBeUndefined();
    expect((await redeem('o2')).statusCode).toBe(201);
  });

  it('puts a reserved piece back, and lets its shopper reserve again', async () => {
    const reserve = () => shop.post('/reservations', { shopper: 's1', product: '1' });
    await reserve();
    await order({ quantity: 1, reserved: true });
    await cancel();
    expect(leftPieces()).toBe(100);
    expect((await reserve()).statusCode).toBe(201);
    expect(await brokenPromises()).toEqual([]);
  });

  it('works once, for the shopper who ordered, and until the courier has the parcel', async () => {
    await order();
    expect(code(await cancel('o1', 's2'))).toBe('not_theirs');
    expect(code(await cancel('o404'))).toBe('unknown_order');
    await cancel();
    expect(code(await cancel())).toBe('order_cancelled');

    await order({ order: 'o2' });
    await pay('o2');
    await shop.shop.store.transact((tx) => tx.remove(TO_DISPATCH, 'o2'));
    expect(code(await cancel('o2'))).toBe('dispatched');
    expect([stateOf('o2'), leftPieces()]).toEqual(['paid', 98]);
  });

  it('counts created, cancelled and timed-out orders', async () => {
    await order();
    await order({ order: 'o2' });
    await cancel();
    const { body } = await shop.get('/metrics');
    expect(body).toContain('shop_orders_total{kind="created",region="east"} 2');
    expect(body).toContain('shop_orders_total{kind="cancelled",region="east"} 1');
    expect(body).toContain('shop_orders_total{kind="timed_out",region="east"} 0');
  });
});

describe('a payment that meets a cancellation', () => {
  it('is refused, and the bank is not asked', async () => {
    await order();
    await cancel();
    const answer = await pay();
    expect([answer.statusCode, code(answer)]).toEqual([409, 'order_cancelled']);
    expect(shop.shop.store.get(PAYMENTS, 'o1')).toBeUndefined();
  });

  it('settles into a refund when it was pending', async () => {
    await shop.admin('PUT', '/admin/faults', { faults: [{ step: 'bank', kind: 'error', value: 1 }] });
    await order();
    expect((await pay()).json().status).toBe('pending');
    await cancel();
    expect(shop.shop.store.get(PAYMENTS, 'o1')?.status).toBe('pending');
    expect(await brokenPromises()).toEqual([]);
    await settlePending(shop.shop.store, honestBank(shop.shop.store), shop.shop.campaign.nowMs());
    expect(shop.shop.store.get(PAYMENTS, 'o1')?.status).toBe('refunded');
    expect(await brokenPromises()).toEqual([]);
  });
});

describe('cancelUnpaid', () => {
  const sweep = (minutes: number) =>
    cancelUnpaid(shop.shop.store, shop.shop.campaign.nowMs() + minutes * MINUTE_MS);

  it('cancels what is unpaid after thirty campaign minutes, and not a moment before', async () => {
    await order();
    await order({ order: 'o2' });
    await pay('o2');
    expect(await sweep(29.9)).toBe(0);
    expect(await sweep(30)).toBe(1);
    expect([stateOf('o1'), stateOf('o2'), leftPieces()]).toEqual(['cancelled', 'paid', 98]);
    expect(await sweep(60)).toBe(0);
    expect((await shop.get('/metrics')).body).toContain(
      'shop_orders_total{kind="timed_out",region="east"} 1',
    );
    expect(await brokenPromises()).toEqual([]);
  });

  it('waits for a payment that is at the bank', async () => {
    await order();
    const request = { key: 'k1', fingerprint: 'f1' };
    await shop.shop.store.transact((tx) => intend(tx, 'o1', request, NOW_MS));
    expect(await sweep(30)).toBe(0);
    expect(stateOf('o1')).toBe('created');
    await shop.shop.store.transact((tx) => tx.remove(INTENTS, 'o1'));
    expect(await sweep(31)).toBe(1);
  });
});
