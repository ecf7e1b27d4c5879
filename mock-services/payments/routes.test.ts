import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../scenarios/targets/mock-shop/faults.ts';
import { salesSoFar } from '../orders/domain.ts';
import { PAYMENTS } from '../orders/payment.ts';
import { MINUTE_MS } from '../platform/campaign-clock.ts';
import { ORDERS } from '../platform/order.ts';
import { NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(() => shop.close());

const setFaults = (...faults: Fault[]) => shop.admin('PUT', '/admin/faults', { faults });
const order = (id: string) => shop.post('/orders', { shopper: 's1', order: id, product: '1', quantity: 1 });
const pay = (id: string, key?: string) => shop.post(`/orders/${id}/payments`, {}, key);
const arrivals = async (): Promise<number> => {
  const { body } = await shop.get('/metrics');
  return Number(/^shop_dependency_arrivals_total\{.*bank.*\} (\d+)$/m.exec(body)![1]);
};

describe('POST /orders/:order/payments', () => {
  it('asks the bank once for an order, however often and with whatever keys it is paid at once', async () => {
    await order('o1');
    const answers = await Promise.all([pay('o1', 'a'), pay('o1', 'a'), pay('o1', 'b'), pay('o1', 'c')]);
    const statuses = answers.map(({ statusCode }) => statusCode).sort();
    expect(statuses.filter((status) => status === 409).length).toBeGreaterThanOrEqual(2);
    expect(statuses[0]).toBe(201);
    expect(await arrivals()).toBe(1);
  });

  it('does not ask the bank for a replay, an unknown order or a paid one', async () => {
    await order('o1');
    await pay('o1', 'a');
    expect((await pay('o1', 'a')).headers['idempotency-replayed']).toBe('true');
    expect((await pay('o1', 'b')).statusCode).toBe(409);
    expect((await pay('o2', 'c')).statusCode).toBe(404);
    expect(await arrivals()).toBe(1);
  });

  it('takes a payment as pending when the bank fails', async () => {
    await setFaults({ step: 'bank', kind: 'error', value: 1 });
    await order('o1');
    const paid = await pay('o1');
    expect(paid.statusCode).toBe(201);
    expect(paid.json()).toEqual({ order: 'o1', status: 'pending' });
    expect(paid.headers['x-degraded']).toBe('bank');
  });
});

describe('the metrics', () => {
  it('count payments by status, and fen, and no repeated request', async () => {
    await order('o1');
    await order('o2');
    await pay('o1', 'a');
    await pay('o1', 'a');
    await pay('o2');
    await shop.post('/orders/o2/cancellations', { shopper: 's1' });
    const { body } = await shop.get('/metrics');
    for (const line of [
      'shop_payments_total{status="settled",region="east"} 2',
      'shop_payments_total{status="pending",region="east"} 0',
      'shop_payments_total{status="refunded",region="east"} 1',
      'shop_payments_revenue_fen_total{region="east"} 19800',
      'shop_payments_refunded_fen_total{region="east"} 9900',
    ])
      expect(body).toContain(line);
  });
});

describe('a payment at the bank', () => {
  const time = { ms: NOW_MS };
  let asked: (() => void)[];
  const bankAnswers = (): void => {
    for (const answer of asked) answer();
  };
  /** With the timers held as well, so that the breaker does not give the bank up. */
  beforeEach(async () => {
    await shop.close();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
    asked = [];
    const sleep = () => new Promise<void>((resolve) => asked.push(resolve));
    shop = await openTestShop({}, { nowMs: () => time.ms, sleep });
  });
  afterEach(() => vi.useRealTimers());

  const until = async (done: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await done())) await new Promise(setImmediate);
  };
  const stateOf = (id: string) => shop.shop.store.get(ORDERS, id)?.state;
  const payUntilAtBank = async (id: string) => {
    const paid = pay(id);
    await until(async () => (await arrivals()) === 1);
    return { paid };
  };

  it('keeps only its own order from timing out', async () => {
    await order('o1');
    await order('o2');
    vi.advanceTimersByTime(999);
    const { paid } = await payUntilAtBank('o1');
    time.ms += 31 * MINUTE_MS;
    vi.advanceTimersByTime(1);
    await until(() => stateOf('o2') === 'cancelled');
    expect(stateOf('o1')).toBe('created');
    bankAnswers();
    expect((await paid).json()).toEqual({ order: 'o1', status: 'settled' });
    expect(stateOf('o1')).toBe('paid');
  });

  it('is refunded when its shopper cancels meanwhile', async () => {
    await order('o1');
    const { paid } = await payUntilAtBank('o1');
    expect((await shop.post('/orders/o1/cancellations', { shopper: 's1' })).statusCode).toBe(201);
    bankAnswers();
    expect((await paid).json().error.code).toBe('order_cancelled');
    expect(shop.shop.store.get(PAYMENTS, 'o1')?.status).toBe('refunded');
    expect(salesSoFar(shop.shop.store)).toEqual({ orders: 0, revenueFen: 0 });
    expect((await shop.admin('GET', '/admin/audit/ledger')).json().brokenPromises).toEqual([]);
  });
});
