import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FLASH_PRODUCT } from '../catalogue.ts';
import { HELD_MS_MAX, heldRealMs } from '../platform/agenda.ts';
import { holdBackground, NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { releaseUnorderedPieces, STOCK, UNORDERED } from './domain.ts';

const SPEED = 60;
const CALENDAR = { startsAt: '2026-06-18T20:00:00+08:00', speed: SPEED };
const HELD_REAL_MS = HELD_MS_MAX / SPEED;

const time = { ms: NOW_MS };
let test: TestShop;
beforeEach(async () => {
  holdBackground();
  time.ms = NOW_MS;
  test = await openTestShop({ calendar: CALENDAR, flashStockPieces: 1 }, { nowMs: () => time.ms });
});
afterEach(async () => {
  expect((await test.admin('GET', '/admin/audit/ledger')).json().brokenPromises).toEqual([]);
  await test.close();
  vi.useRealTimers();
});

const take = async (shopper = 's1') =>
  (await test.post(`/flash/${FLASH_PRODUCT}/pieces`, { shopper })).statusCode;
const createOrder = async (order: string, shopper = 's1') =>
  (await test.post('/orders', { shopper, order, product: FLASH_PRODUCT, quantity: 1 })).statusCode;
const leftPieces = () => test.shop.store.get(STOCK, FLASH_PRODUCT)?.leftPieces;
/** Lets a share of the time pass for which a piece is held, and the background come by. */
async function pass(share: number): Promise<void> {
  time.ms += share * HELD_REAL_MS;
  await releaseUnorderedPieces(test.shop.store, test.shop.campaign.nowMs());
}

describe('a flash-sale piece taken and not ordered', () => {
  it('is anybody’s again after thirty campaign minutes, and not a moment before', async () => {
    await take('s1');
    await pass(0.999);
    expect([leftPieces(), await take('s2')]).toEqual([0, 409]);
    await pass(0.001);
    expect(leftPieces()).toBe(1);
    expect([...test.shop.store.range(UNORDERED)]).toEqual([]);
    expect(await take('s2')).toBe(201);
    expect(await createOrder('o1', 's1')).toBe(409);
    expect(await createOrder('o2', 's2')).toBe(201);
  });

  it('goes back by itself, in the background', async () => {
    await take();
    time.ms += heldRealMs(SPEED);
    vi.advanceTimersByTime(1000);
    await vi.waitFor(() => expect(leftPieces()).toBe(1));
  });

  it('is held for its full time, even if the shopper took one before', async () => {
    await take();
    await createOrder('o1');
    await test.post('/orders/o1/cancellations', { shopper: 's1' });
    await pass(0.5);
    expect(await take()).toBe(201);
    await pass(0.5);
    expect(leftPieces()).toBe(0);
    await pass(0.5);
    expect(leftPieces()).toBe(1);
  });
});

it('leaves an ordered piece to its order', async () => {
  await take();
  await createOrder('o1');
  await test.post('/orders/o1/payments', {});
  await pass(2);
  expect(leftPieces()).toBe(0);
  expect([...test.shop.store.range(UNORDERED)]).toEqual([]);
});
