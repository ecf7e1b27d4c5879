import { afterEach, beforeEach, expect, it } from 'vitest';
import { ORDERS } from '../platform/order.ts';
import { NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { ON_SCREEN_MS } from './room.ts';
import { STAYS_MS } from './viewers.ts';

/** One real millisecond is a campaign second. */
const CALENDAR = { startsAt: '2026-06-18T20:00:00+08:00', speed: 1000 };

let time: { ms: number };
let shop: TestShop;
const open = (settings: object = {}) =>
  openTestShop({ calendar: CALENDAR, ...settings }, { nowMs: () => time.ms });
beforeEach(async () => {
  time = { ms: NOW_MS };
  shop = await open();
});
afterEach(() => shop.close());

const enter = (shopper: string, key?: string) => shop.post('/rooms/room-1/viewers', { shopper }, key);
const metrics = async (): Promise<string> => (await shop.get('/metrics')).body;

it('counts who enters a room until the stay is over', async () => {
  expect((await enter('s1')).json()).toEqual({ room: 'room-1', shopper: 's1' });
  expect((await enter('s1')).statusCode).toBe(201);
  expect((await enter('s2', 'k')).statusCode).toBe(201);
  expect((await enter('s2', 'k')).headers['idempotency-replayed']).toBe('true');
  expect((await shop.get('/rooms/room-1')).json()).toMatchObject({ viewers: 2 });
  expect((await shop.get('/rooms/room-2')).json()).toMatchObject({ viewers: 0 });
  expect(await metrics()).toContain('shop_livestreams_viewers{room="room-1",region="east"} 2');
  expect(await metrics()).toContain('shop_livestreams_arrivals_total{room="room-1",region="east"} 3');
  time.ms += STAYS_MS / CALENDAR.speed;
  expect((await shop.get('/rooms/room-1')).json()).toMatchObject({ viewers: 0 });
});

it('sells what is on the screen at that moment, at its price', async () => {
  const { product, livePriceFen } = (await shop.get('/rooms/room-1')).json();
  expect({ product, livePriceFen }).toEqual({ product: '1', livePriceFen: 8_415 });
  const first = await shop.post('/rooms/room-1/orders', { shopper: 's1', order: 'o1' });
  expect(first.json()).toEqual({ order: 'o1', product: '1', payableFen: 8_415 });

  time.ms += ON_SCREEN_MS / CALENDAR.speed;
  const next = await shop.post('/rooms/room-1/orders', { shopper: 's1', order: 'o2' });
  expect(next.json()).toMatchObject({ order: 'o2', product: '4' });
  expect(shop.shop.store.get(ORDERS, 'o2')).toMatchObject({ shopper: 's1', product: '4', quantity: 1 });
  expect(await metrics()).toContain('shop_livestreams_orders_total{room="room-1",region="east"} 2');
  expect(await metrics()).toContain('shop_livestreams_orders_total{room="room-3",region="east"} 0');
});

it('says when what is on the screen is sold out, and counts no order', async () => {
  await shop.close();
  shop = await open({ productStockPieces: 0 });
  const answer = await shop.post('/rooms/room-1/orders', { shopper: 's1', order: 'o1' });
  expect([answer.statusCode, answer.json().error.code]).toEqual([409, 'sold_out']);
  expect(await metrics()).toContain('shop_livestreams_orders_total{room="room-1",region="east"} 0');
});

it('knows three rooms', async () => {
  const answers = [
    await shop.get('/rooms/room-4'),
    await shop.post('/rooms/room-4/viewers', { shopper: 's1' }),
    await shop.post('/rooms/room-4/orders', { shopper: 's1', order: 'o1' }),
  ];
  for (const answer of answers) {
    expect(answer.statusCode).toBe(404);
    expect(answer.json().error).toMatchObject({
      code: 'unknown_room',
      message: 'No room "room-4".',
      hint: 'There are room-1, room-2, room-3.',
    });
  }
  expect(await metrics()).not.toContain('room-4');
});
