/** The review's table, hour by hour: what the shop does over twelve campaign hours of real claims and redemptions. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { holdBackground, NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { LOOK_EVERY_MS } from './routes.ts';

/** Four campaign hours are four real minutes. */
const CALENDAR = { startsAt: '2026-06-18T00:00:00+08:00', speed: 60 };
const WINDOW_REAL_MS = 4 * 60_000;
const SETTINGS = { calendar: CALENDAR, couponQuota: 200, couponIssue: 500, productStockPieces: 1000 };

const time = { ms: NOW_MS };
let test: TestShop;
let shoppers: number;
let held: string[];
beforeEach(async () => {
  holdBackground();
  time.ms = NOW_MS;
  shoppers = 0;
  held = [];
  test = await openTestShop(SETTINGS, { nowMs: () => time.ms });
});
afterEach(async () => {
  vi.useRealTimers();
  expect(test.reported).toEqual([]);
  await test.close();
});

async function claim(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const shopper = `s${shoppers++}`;
    expect((await test.post('/coupons/40-off-300/claims', { shopper }, `claim-${shopper}`)).statusCode).toBe(
      201,
    );
    held.push(shopper);
  }
}
/** And orders and pays: a coupon of an order that never comes would be usable again. */
async function redeem(count: number): Promise<void> {
  for (const shopper of held.splice(0, count)) {
    const order = `order-${shopper}`;
    const cart = { shopper, order, product: '2', quantity: 1 };
    expect((await test.post('/coupons/40-off-300/redemptions', cart, `redeem-${shopper}`)).statusCode).toBe(
      201,
    );
    expect((await test.post('/orders', cart, order)).statusCode).toBe(201);
    const paid = await test.post(`/orders/${order}/payments`, {}, `pay-${order}`);
    expect(paid.statusCode).toBe(201);
  }
}
async function metrics(): Promise<Record<string, number>> {
  const { body } = await test.get('/metrics');
  const found = [...body.matchAll(/^shop_coupons_(\S+)\{(?:(\w+)="([^"]+)",)?region="east"\} (\S+)$/gm)];
  return Object.fromEntries(
    found.map(([, name, , label, value]) => [label ? `${name} ${label}` : name, Number(value)]),
  );
}
/** Lets the window end and the shop look at the clock, twice; one look decides, the other has nothing to. */
async function endWindow(action: string): Promise<void> {
  time.ms += WINDOW_REAL_MS;
  const decisions = async () => (await metrics())[`issuance_decisions_total ${action}`]!;
  const before = await decisions();
  vi.advanceTimersByTime(LOOK_EVERY_MS);
  await vi.waitFor(async () => expect(await decisions()).toBe(before + 1));
  vi.advanceTimersByTime(LOOK_EVERY_MS);
  await test.shop.store.transact(() => undefined);
  expect(await decisions()).toBe(before + 1);
}

it('issues more at 88 %, pauses at 65 %, and replenishes at 95 %', async () => {
  // Hours 0–4.
  await claim(100);
  await redeem(88);
  expect(await metrics()).toMatchObject({ 'redemption_rate open': 0.88, 'left 40-off-300': 100 });
  await endWindow('issue');
  expect(await metrics()).toMatchObject({ paused: 0, 'left 40-off-300': 600, 'left tiered': 200 });

  // Hours 4–8.
  await claim(100);
  await redeem(65);
  await endWindow('pause');
  expect(await metrics()).toMatchObject({ paused: 1, 'redemption_rate decided': 0.65 });
  const refused = await test.post('/coupons/tiered/claims', { shopper: 'late' });
  expect([refused.statusCode, refused.json().error.code]).toEqual([409, 'issuing_paused']);

  // A restart, which forgets nothing.
  await test.close('keep data');
  test = await openTestShop(SETTINGS, { nowMs: () => time.ms, dataDir: test.dataDir });
  expect(await metrics()).toMatchObject({ paused: 1, 'issued_total 40-off-300': 200 });

  // Hours 8–12: nothing is issued, and of the 47 that shoppers still hold 45 are used, 95.7 %.
  expect(held).toHaveLength(47);
  await redeem(45);
  await endWindow('replenish');
  expect(await metrics()).toMatchObject({
    paused: 0,
    'redeemed_total 40-off-300': 198,
    'left 40-off-300': 500,
    'left tiered': 200,
    'redemption_rate decided': 45 / 47,
  });
  await claim(1);
  const { coupons, overissuedCoupons } = (await test.admin('GET', '/admin/audit/ledger')).json();
  expect(overissuedCoupons).toBe(0);
  expect(coupons).toContainEqual({ campaign: '40-off-300', quota: 700, issued: 201, redeemed: 198 });
});
