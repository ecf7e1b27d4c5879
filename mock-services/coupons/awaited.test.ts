import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HELD_MS_MAX, heldRealMs } from '../platform/agenda.ts';
import { holdBackground, NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { releaseUnorderedCoupons } from './awaited.ts';
import { AWAITED, COUPONS, couponKey } from './domain.ts';

const SPEED = 60;
const CALENDAR = { startsAt: '2026-06-18T20:00:00+08:00', speed: SPEED };
const HELD_REAL_MS = HELD_MS_MAX / SPEED;

const time = { ms: NOW_MS };
let test: TestShop;
beforeEach(async () => {
  holdBackground();
  time.ms = NOW_MS;
  test = await openTestShop({ calendar: CALENDAR }, { nowMs: () => time.ms });
  for (const shopper of ['s1', 's2'])
    for (const campaign of ['40-off-300', 'category-home'])
      await test.post(`/coupons/${campaign}/claims`, { shopper });
});
afterEach(async () => {
  expect((await test.admin('GET', '/admin/audit/ledger')).json().brokenPromises).toEqual([]);
  await test.close();
  vi.useRealTimers();
});

const redeem = async (order: string, shopper = 's1', campaign = '40-off-300') => {
  const body = { shopper, order, product: '2', quantity: 1 };
  return (await test.post(`/coupons/${campaign}/redemptions`, body)).statusCode;
};
const createOrder = (order: string, shopper = 's1') =>
  test.post('/orders', { shopper, order, product: '2', quantity: 1 });
const pay = (order: string) => test.post(`/orders/${order}/payments`, {});
const cancel = (order: string) => test.post(`/orders/${order}/cancellations`, { shopper: 's1' });
const usedFor = (shopper = 's1', campaign = '40-off-300') =>
  test.shop.store.get(COUPONS, couponKey(campaign, shopper))?.redemption?.order;
/** Lets a share of the time pass for which a coupon is held, and the background come by. */
async function pass(share: number): Promise<void> {
  time.ms += share * HELD_REAL_MS;
  await releaseUnorderedCoupons(test.shop.store, test.shop.campaign.nowMs());
}

describe('a coupon redeemed for an order that never comes', () => {
  it('is usable again after thirty campaign minutes, and not a moment before', async () => {
    await redeem('o1');
    await pass(0.999);
    expect(usedFor()).toBe('o1');
    expect(await redeem('o2')).toBe(409);
    await pass(0.001);
    expect(usedFor()).toBeUndefined();
    expect([...test.shop.store.range(AWAITED)]).toEqual([]);
    expect(await redeem('o2')).toBe(201);
  });

  it('takes nothing off when the order comes after all, too late', async () => {
    await redeem('o1');
    await pass(1);
    const full = (await createOrder('o2', 's2')).json().payableFen;
    expect((await createOrder('o1')).json().payableFen).toBe(full);
  });

  it('counts from the last redemption if several are for one order', async () => {
    await redeem('o1');
    await pass(0.5);
    await redeem('o1', 's1', 'category-home');
    await pass(0.5);
    expect([usedFor(), usedFor('s1', 'category-home')]).toEqual(['o1', 'o1']);
    await pass(0.5);
    expect([usedFor(), usedFor('s1', 'category-home')]).toEqual([undefined, undefined]);
  });

  it('is released even if somebody else’s order has the same id', async () => {
    await redeem('o1');
    await redeem('o1', 's2');
    await createOrder('o1', 's2');
    await pay('o1');
    await pass(1);
    expect([usedFor('s1'), usedFor('s2')]).toEqual([undefined, 'o1']);
  });

  it('is released if the order was already cancelled', async () => {
    await createOrder('o1');
    await cancel('o1');
    await redeem('o1');
    await pass(1);
    expect(usedFor()).toBeUndefined();
  });

  it('is counted as not used', async () => {
    await redeem('o1');
    await pass(1);
    const { body } = await test.get('/metrics');
    expect(body).toContain('shop_coupons_redemption_rate{window="open",region="east"} 0');
  });
});

describe('a coupon whose order came', () => {
  it('stays used', async () => {
    await redeem('o1');
    await createOrder('o1');
    await pay('o1');
    await pass(2);
    expect(usedFor()).toBe('o1');
    expect([...test.shop.store.range(AWAITED)]).toEqual([]);
  });

  it('is not released by the deadline of an earlier order', async () => {
    await redeem('o1');
    await createOrder('o1');
    await cancel('o1');
    await pass(0.5);
    await redeem('o2');
    await pass(0.5);
    expect(usedFor()).toBe('o2');
    await pass(0.5);
    expect(usedFor()).toBeUndefined();
  });
});

it('happens by itself, in the background', async () => {
  await redeem('o1');
  time.ms += heldRealMs(SPEED);
  vi.advanceTimersByTime(1000);
  await vi.waitFor(() => expect(usedFor()).toBeUndefined());
});
