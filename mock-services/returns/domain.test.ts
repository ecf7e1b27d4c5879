import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { COUPONS, couponKey } from '../coupons/domain.ts';
import { STOCK } from '../inventory/domain.ts';
import { salesSoFar, TO_DISPATCH } from '../orders/domain.ts';
import { PAYMENTS } from '../orders/payment.ts';
import { HOUR_MS } from '../platform/campaign-clock.ts';
import { ORDERS } from '../platform/order.ts';
import { holdBackground, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { inspect, needsInspection, RETURNS } from './domain.ts';

const idThat = (needs: boolean): string => {
  for (let n = 0; ; n += 1) if (needsInspection(`o${n}`) === needs) return `o${n}`;
};
const PLAIN = idThat(false);
const DOUBTFUL = idThat(true);

let shop: TestShop;
beforeEach(async () => {
  holdBackground();
  shop = await openTestShop();
});
afterEach(async () => {
  await shop.close();
  vi.useRealTimers();
});

const order = (id: string) => shop.post('/orders', { shopper: 's1', order: id, product: '1', quantity: 4 });
const pay = (id: string) => shop.post(`/orders/${id}/payments`, {});
const sendBack = (id: string, shopper = 's1') =>
  shop.post(`/orders/${id}/returns`, { shopper, reason: 'too small' });
const codeAfter = async (answer: ReturnType<typeof sendBack>) => (await answer).json().error.code;
const stateOf = (id: string) => shop.shop.store.get(ORDERS, id)?.state;
const leftPieces = () => shop.shop.store.get(STOCK, '1')?.leftPieces;
const brokenPromises = async () => (await shop.admin('GET', '/admin/audit/ledger')).json().brokenPromises;

describe('needsInspection', () => {
  it('is true of two in a hundred', () => {
    const ids = Array.from({ length: 20_000 }, (_, n) => `run-7-shopper-${n}`);
    const share = ids.filter(needsInspection).length / ids.length;
    expect(share).toBeGreaterThan(0.016);
    expect(share).toBeLessThan(0.024);
  });
});

describe('POST /orders/:order/returns', () => {
  it('refunds and restocks at once', async () => {
    await order(PLAIN);
    await pay(PLAIN);
    const answer = await sendBack(PLAIN);
    expect([answer.statusCode, answer.json()]).toEqual([201, { order: PLAIN, status: 'handled' }]);
    expect([stateOf(PLAIN), leftPieces()]).toEqual(['returned', 100]);
    expect(shop.shop.store.get(PAYMENTS, PLAIN)?.status).toBe('refunded');
    expect(shop.shop.store.get(TO_DISPATCH, PLAIN)).toBeUndefined();
    expect(salesSoFar(shop.shop.store)).toEqual({ orders: 0, revenueFen: 0 });
    expect(await brokenPromises()).toEqual([]);
  });

  it('makes the coupons of the order usable again', async () => {
    await shop.post('/coupons/40-off-300/claims', { shopper: 's1' });
    const redemption = { shopper: 's1', order: PLAIN, product: '1', quantity: 4 };
    await shop.post('/coupons/40-off-300/redemptions', redemption);
    await order(PLAIN);
    await pay(PLAIN);
    await sendBack(PLAIN);
    expect(shop.shop.store.get(COUPONS, couponKey('40-off-300', 's1'))?.redemption).toBeUndefined();
    expect(await brokenPromises()).toEqual([]);
  });

  it('works once, for the shopper who ordered, and for a paid order', async () => {
    expect(await codeAfter(sendBack(PLAIN))).toBe('unknown_order');
    await order(PLAIN);
    expect(await codeAfter(sendBack(PLAIN))).toBe('not_paid');
    await pay(PLAIN);
    expect(await codeAfter(sendBack(PLAIN, 's2'))).toBe('not_theirs');
    await sendBack(PLAIN);
    expect(await codeAfter(sendBack(PLAIN))).toBe('already_returned');
    expect(leftPieces()).toBe(100);

    await order('cancelled');
    await shop.post('/orders/cancelled/cancellations', { shopper: 's1' });
    expect(await codeAfter(sendBack('cancelled'))).toBe('order_cancelled');
  });

  it('leaves a returned order that can be neither cancelled nor paid', async () => {
    await order(PLAIN);
    await pay(PLAIN);
    await sendBack(PLAIN);
    const cancelled = await shop.post(`/orders/${PLAIN}/cancellations`, { shopper: 's1' });
    expect(cancelled.json().error.code).toBe('dispatched');
    expect((await pay(PLAIN)).json().error.code).toBe('already_paid');
  });

  it('needs a reason', async () => {
    await order(PLAIN);
    const answer = await shop.post(`/orders/${PLAIN}/returns`, { shopper: 's1', reason: '' });
    expect(answer.statusCode).toBe(400);
  });
});

describe('a return in inspection', () => {
  const inspectAfter = (hours: number) =>
    inspect(shop.shop.store, shop.shop.campaign.nowMs() + hours * HOUR_MS);
  const metrics = async () => {
    const { body } = await shop.get('/metrics');
    return [...body.matchAll(/^shop_returns_(\w+)\{(?:status="(\w+)",)?.*\} (\d+)$/gm)].map(
      ([, name, status, value]) => `${status ?? name} ${value}`,
    );
  };
  beforeEach(async () => {
    await order(DOUBTFUL);
    await pay(DOUBTFUL);
  });

  it('waits for its money and its pieces until the inspection is over', async () => {
    expect((await sendBack(DOUBTFUL)).json()).toEqual({ order: DOUBTFUL, status: 'inspection' });
    expect([stateOf(DOUBTFUL), leftPieces()]).toEqual(['returning', 96]);
    expect(salesSoFar(shop.shop.store)).toEqual({ orders: 1, revenueFen: 4 * 9_900 });
    expect(await metrics()).toEqual(['waiting 1', 'handled 0', 'inspection 1', 'inspected 0']);
    expect(await codeAfter(sendBack(DOUBTFUL))).toBe('already_returned');
    expect(await brokenPromises()).toEqual([]);

    expect(await inspectAfter(3.9)).toBe(0);
    expect(await inspectAfter(4)).toBe(1);
    expect([stateOf(DOUBTFUL), leftPieces()]).toEqual(['returned', 100]);
    expect(shop.shop.store.get(PAYMENTS, DOUBTFUL)?.status).toBe('refunded');
    expect(shop.shop.store.get(RETURNS, DOUBTFUL)?.status).toBe('inspected');
    expect(await inspectAfter(8)).toBe(0);
    expect(await metrics()).toEqual(['waiting 0', 'handled 0', 'inspection 1', 'inspected 1']);
    expect(await brokenPromises()).toEqual([]);
  });
});
