import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HOUR_MS } from '../platform/campaign-clock.ts';
import { holdBackground, NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { JUDGE_EVERY_MS } from './routes.ts';

const time = { ms: NOW_MS };
let shop: TestShop;
beforeEach(async () => {
  holdBackground();
  time.ms = NOW_MS;
  // One order, one fen: a goal that a test can reach.
  const goal = { orders: 1, revenueFen: 1, hours: 12 };
  shop = await openTestShop({ goal }, { nowMs: () => time.ms });
});
afterEach(async () => {
  await shop.close();
  vi.useRealTimers();
});

/** A round that is due on the held clock, and its end. */
async function round(): Promise<void> {
  vi.advanceTimersByTime(JUDGE_EVERY_MS);
  await new Promise((resolve) => setImmediate(resolve));
  // Behind what the round has begun to write.
  await shop.shop.store.transact(() => undefined);
}
async function sell(id: string): Promise<void> {
  await shop.post('/orders', { shopper: 's1', order: id, product: '1', quantity: 1 });
  expect((await shop.post(`/orders/${id}/payments`, {})).statusCode).toBe(201);
}
const gauge = async (name: string): Promise<number> => {
  const { body } = await shop.get('/metrics');
  return Number(new RegExp(`^shop_kpi_${name}\\{.*\\} (\\S+)$`, 'm').exec(body)![1]);
};

it('switches more resources on when too little is sold, and off when enough is', async () => {
  time.ms += 4 * HOUR_MS;
  expect(shop.shop.resources.factor).toBe(1);
  await round();
  expect(shop.shop.resources.factor).toBe(2);
  expect([await gauge('alert'), await gauge('boost'), await gauge('goal_share')]).toEqual([1, 2, 0]);
  await sell('o1');
  await round();
  expect(shop.shop.resources.factor).toBe(1);
  expect([await gauge('alert'), await gauge('boost'), await gauge('orders')]).toEqual([0, 1, 1]);
  expect(await gauge('revenue_fen')).toBeGreaterThan(0);
});

it('goes on boosting after a restart between the two thresholds', async () => {
  const goal = { orders: 6, revenueFen: 1, hours: 12 };
  await shop.close();
  shop = await openTestShop({ goal }, { nowMs: () => time.ms });
  time.ms += 12 * HOUR_MS;
  await round();
  for (const id of ['o1', 'o2', 'o3', 'o4']) await sell(id);
  const reopened = shop;
  await shop.close('keep data');
  shop = await openTestShop({ goal }, { nowMs: () => time.ms, dataDir: reopened.dataDir });
  expect(shop.shop.resources.factor).toBe(2);
  await round();
  expect(shop.shop.resources.factor).toBe(2);
  expect(await gauge('goal_share')).toBeCloseTo(4 / 6, 9);
});

it('tells the operator, and nobody else', async () => {
  expect((await shop.get('/admin/kpi')).statusCode).toBe(401);
  const begun = (await shop.admin('GET', '/admin/kpi')).json();
  expect(begun).toEqual({
    orders: 0,
    revenueFen: 0,
    expectedOrders: 0,
    expectedRevenueFen: 0,
    alert: false,
    boost: 1,
  });
  time.ms += 12 * HOUR_MS;
  expect((await shop.admin('GET', '/admin/kpi')).json()).toEqual({
    orders: 0,
    revenueFen: 0,
    expectedOrders: 1,
    expectedRevenueFen: 1,
    goalShare: 0,
    alert: true,
    boost: 2,
  });
});
