import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HOUR_MS } from '../platform/campaign-clock.ts';
import { holdBackground, NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { COURIERS, courierOf } from './couriers.ts';
import { dispatchRound } from './dispatch.ts';
import { DISPATCH_EVERY_MS } from './routes.ts';
import { STORED_MS, WAREHOUSES } from './warehouses.ts';

const time = { ms: NOW_MS };
let shop: TestShop;
beforeEach(async () => {
  holdBackground();
  time.ms = NOW_MS;
  shop = await openTestShop({}, { nowMs: () => time.ms });
});
afterEach(async () => {
  await shop.close();
  vi.useRealTimers();
});

/** The first order that this courier carries. */
const orderOf = (courier: string): string => {
  for (let n = 0; ; n += 1) if (courierOf(`o${n}`).name === courier) return `o${n}`;
};
const ROOMS = new Map(WAREHOUSES.map(({ name }) => [name, 10]));
const order = (id: string) => shop.post('/orders', { shopper: 's1', order: id, product: '1', quantity: 1 });
async function payAndStore(id: string): Promise<void> {
  await order(id);
  expect((await shop.post(`/orders/${id}/payments`, {})).statusCode).toBe(201);
  await dispatchRound(shop.shop.store, ROOMS, shop.shop.campaign.nowMs());
}
const track = (id: string) => shop.get(`/orders/${id}/parcel`);
const statusOf = async (id: string) => (await track(id)).json();

describe('GET /orders/:order/parcel', () => {
  it('knows no parcel of an unknown order, and says what an order waits for', async () => {
    expect((await track('o1')).statusCode).toBe(404);
    await order('o1');
    expect(await statusOf('o1')).toEqual({ order: 'o1', status: 'unpaid', saidBy: 'shop' });
    await shop.post('/orders/o1/payments', {});
    expect(await statusOf('o1')).toEqual({ order: 'o1', status: 'packing', saidBy: 'shop' });
    await dispatchRound(shop.shop.store, new Map(WAREHOUSES.map(({ name }) => [name, 0])), time.ms);
    expect(await statusOf('o1')).toEqual({ order: 'o1', status: 'waiting', saidBy: 'shop' });
    // In line because of all the others: that is as it should be.
    expect((await track('o1')).headers).not.toHaveProperty('x-degraded');
  });

  it('says that an order was cancelled', async () => {
    await order('o1');
    await shop.post('/orders/o1/cancellations', { shopper: 's1' });
    expect(await statusOf('o1')).toEqual({ order: 'o1', status: 'cancelled', saidBy: 'shop' });
  });

  it('asks the courier, from the announcement to the door', async () => {
    const id = orderOf('zto');
    await payAndStore(id);
    const promisedAtMs = Date.parse('2026-06-20T20:00:00+08:00');
    const common = { order: id, saidBy: 'courier', warehouse: 'central', courier: 'zto', promisedAtMs };
    expect(await statusOf(id)).toEqual({ ...common, status: 'announced' });
    time.ms += STORED_MS;
    expect(await statusOf(id)).toEqual({ ...common, status: 'on-the-way' });
    time.ms = NOW_MS + 48 * HOUR_MS;
    expect(await statusOf(id)).toEqual({ ...common, status: 'delivered' });
  });

  it('answers what the shop knows if the courier does not answer, or never can', async () => {
    const [asked, never] = [orderOf('sf'), orderOf('ems')];
    await payAndStore(asked);
    await payAndStore(never);
    await shop.admin('PUT', '/admin/faults', { faults: [{ step: 'courier-sf', kind: 'error', value: 1 }] });
    for (const [id, courier] of [
      [asked, 'sf'],
      [never, 'ems'],
    ] as const) {
      expect(await statusOf(id)).toMatchObject({ status: 'stored', saidBy: 'shop', courier });
    }
    time.ms += STORED_MS;
    expect(await statusOf(asked)).toMatchObject({ status: 'handed-over', saidBy: 'shop' });
    expect(await statusOf(never)).toMatchObject({ status: 'handed-over', saidBy: 'shop' });
    const { body } = await shop.get('/metrics');
    expect(body).toMatch(/^shop_logistics_tracked_total\{said_by="shop".*\} 4$/m);
  });

  it('leaves other couriers alone when one is down', async () => {
    const [down, up] = [orderOf('sf'), orderOf('jd')];
    await payAndStore(down);
    await payAndStore(up);
    await shop.admin('PUT', '/admin/faults', { faults: [{ step: 'courier-sf', kind: 'error', value: 1 }] });
    for (let n = 0; n < 30; n += 1) await track(down);
    expect(await statusOf(up)).toMatchObject({ status: 'announced', saidBy: 'courier' });
    const { body } = await shop.get('/metrics');
    expect(body).toMatch(/^shop_breaker_state\{dependency="courier-sf".*\} 2$/m);
    expect(body).toMatch(/^shop_breaker_state\{dependency="courier-jd".*\} 0$/m);
  });
});

it('makes parcels of paid orders by itself, and measures where they are', async () => {
  await order('o1');
  await shop.post('/orders/o1/payments', {});
  vi.advanceTimersByTime(DISPATCH_EVERY_MS);
  const warehouse = async () => (await statusOf('o1')).warehouse;
  await expect.poll(warehouse, { timeout: 5_000 }).toBe('central');
  const { body } = await shop.get('/metrics');
  expect(body).toMatch(/^shop_logistics_parcels\{warehouse="central".*\} 1$/m);
  expect(body).toMatch(/^shop_logistics_room_parcels\{warehouse="central".*\} 1200$/m);
  expect(body).toMatch(/^shop_logistics_waiting\{.*\} 0$/m);
  expect(body).toMatch(/^shop_logistics_overflowed_total\{.*\} 0$/m);
  expect(body).toMatch(/^shop_logistics_promise_hours_bucket\{le="48".*\} 1$/m);
});

describe('warehouses that overflow', () => {
  const round = async () => {
    vi.advanceTimersByTime(DISPATCH_EVERY_MS);
    for (let n = 0; n < 20; n += 1) await new Promise(setImmediate);
  };

  it('stop neither orders nor payments: parcels wait in line, and leave it when there is room again', async () => {
    await shop.admin('PUT', '/admin/faults', { faults: [{ step: 'warehouses', kind: 'error', value: 1 }] });
    for (const id of ['o1', 'o2']) {
      expect((await order(id)).statusCode).toBe(201);
      const paid = await shop.post(`/orders/${id}/payments`, {});
      expect([paid.statusCode, paid.headers['x-degraded']]).toEqual([201, undefined]);
    }
    await round();
    const waiting = await track('o1');
    expect(waiting.json().status).toBe('waiting');
    expect(waiting.headers).toMatchObject({ 'x-degraded': 'warehouses' });
    expect((await shop.get('/metrics')).body).toMatch(/^shop_logistics_waiting\{.*\} 2$/m);
    await shop.admin('PUT', '/admin/faults', { faults: [] });
    await round();
    for (const id of ['o1', 'o2']) expect(await statusOf(id)).toMatchObject({ warehouse: 'central' });
    expect((await track('o1')).headers).not.toHaveProperty('x-degraded');
  });
});

describe('couriers', () => {
  it('carry their shares of the parcels, and answer for nine in ten', () => {
    const parcels = 20_000;
    const carried = new Map<string, number>();
    for (let n = 0; n < parcels; n += 1) {
      const { name } = courierOf(`order-${n}`);
      carried.set(name, (carried.get(name) ?? 0) + 1);
    }
    for (const { name, parcelsPercent } of COURIERS) {
      expect(carried.get(name)! / parcels).toBeCloseTo(parcelsPercent / 100, 1);
    }
    const answering = COURIERS.filter(({ query }) => query !== null);
    expect(answering.reduce((sum, { parcelsPercent }) => sum + parcelsPercent, 0)).toBe(90);
    expect(COURIERS.reduce((sum, { parcelsPercent }) => sum + parcelsPercent, 0)).toBe(100);
  });
});
