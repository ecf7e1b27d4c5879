import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../scenarios/campaigns/faults.ts';
import { buildShop, SERVICES } from '../app.ts';
import type { Service } from '../platform/service.ts';
import { NOW_MS, openTestShop, type TestShop } from '../testing/shop.ts';
import { ATTACK, RULES } from './rules.ts';
import { STANDINGS } from './standings.ts';

/** Ten campaign minutes are ten real seconds. */
const CALENDAR = { startsAt: '2026-06-18T19:30:00+08:00', speed: 60 };
const TEN_MINUTES_REAL_MS = 10_000;

const time = { ms: NOW_MS };
const deps = { nowMs: () => time.ms };
let test: TestShop;
let keys: number;
beforeEach(async () => {
  time.ms = NOW_MS;
  keys = 0;
  test = await openTestShop({ calendar: CALENDAR }, deps);
});
afterEach(async () => {
  expect(test.reported).toEqual([]);
  await test.close();
});

interface From {
  readonly ip?: string;
  readonly device?: string;
  readonly key?: string;
}
async function post(url: string, payload: object, { ip, device, key }: From = {}) {
  const headers = {
    'idempotency-key': key ?? `guard-${keys++}`,
    ...(ip === undefined ? {} : { 'x-forwarded-for': ip }),
    ...(device === undefined ? {} : { 'x-device-id': device }),
  };
  const answer = await test.app.inject({ method: 'POST', url, headers, payload });
  const { error } = answer.json() as { error?: { code: string; message: string; hint: string } };
  return { status: answer.statusCode, code: error?.code, error };
}
const claim = (shopper: string, from?: From, campaign = '40-off-300') =>
  post(`/coupons/${campaign}/claims`, { shopper }, from);
const redeem = (shopper: string, from?: From) =>
  post('/coupons/40-off-300/redemptions', { shopper, order: 'o1', product: '1', quantity: 4 }, from);
const appeal = (shopper: string, from?: From) => post('/risk/appeals', { shopper }, from);
const setFaults = (...faults: Fault[]) => test.admin('PUT', '/admin/faults', { faults });
const isStopped = async (shopper: string, from?: From) =>
  (await claim(shopper, from)).code === 'risk_stopped';

/** Four accounts are one too many. */
async function block(from: From): Promise<void> {
  for (const bot of ['bot1', 'bot2', 'bot3', 'bot4']) await claim(bot, from);
}
async function failFiveTimes(shopper: string): Promise<void> {
  for (let n = 0; n < 5; n += 1) expect((await redeem(shopper)).code).toBe('not_claimed');
}
/** As a full disk would. */
function failMarks(error: Error): void {
  const { store } = test.shop;
  const { transact } = store;
  vi.spyOn(store, 'transact').mockImplementation((decide) =>
    transact((tx) =>
      decide({
        get: (table, key) => tx.get(table, key),
        remove: (table, key) => tx.remove(table, key),
        put(table, key, row) {
          if (table.name === STANDINGS.name) throw error;
          tx.put(table, key, row);
        },
      }),
    ),
  );
}

describe('the guard', () => {
  it.each<{ what: string; shared: From; rule: string }>([
    { what: 'address', shared: { ip: '203.0.113.7' }, rule: 'address-accounts' },
    { what: 'device', shared: { device: 'd1' }, rule: 'device-accounts' },
  ])('stops whoever comes from one $what as the fourth account, with 403', async ({ what, shared, rule }) => {
    for (const shopper of ['s1', 's2', 's3']) expect((await claim(shopper, shared)).status).toBe(201);
    const { status, code, error } = await claim('s4', shared);
    expect([status, code]).toEqual([403, 'risk_stopped']);
    expect(error!.message).toContain(`${what} "${Object.values(shared)[0]}" by rule "${rule}"`);
    expect(error!.hint).toContain('POST /risk/appeals');
    expect(await isStopped('s5', { ip: '203.0.113.8', device: 'd2' })).toBe(false);
  });

  it('knows no address of a caller on this machine, and no device without a usable name', async () => {
    for (let n = 0; n < 10; n += 1) expect(await isStopped(`s${n}`)).toBe(false);
    for (let n = 10; n < 20; n += 1) expect(await isStopped(`s${n}`, { device: 'x'.repeat(65) })).toBe(false);
  });

  it('lets a blocked address in again after ten quiet minutes of the campaign', async () => {
    const from = { ip: '203.0.113.7' };
    await block(from);
    time.ms += TEN_MINUTES_REAL_MS - 1;
    expect(await isStopped('s1', from)).toBe(true);
    time.ms += TEN_MINUTES_REAL_MS - 1;
    expect(await isStopped('s1', from)).toBe(true);
    time.ms += TEN_MINUTES_REAL_MS;
    expect(await isStopped('s1', from)).toBe(false);
  });

  it.each([
    { step: 'coupon.claim', url: '/coupons/one-yuan/claims', body: {} },
    {
      step: 'coupon.redeem',
      url: '/coupons/one-yuan/redemptions',
      body: { order: 'o1', product: '1', quantity: 1 },
    },
    { step: 'flash.take', url: '/flash/flash-1/pieces', body: {} },
    { step: 'order.create', url: '/orders', body: { order: 'o1', product: '1', quantity: 1 } },
  ])('stands at the door of $step', async ({ url, body }) => {
    const from = { device: 'farm' };
    await block(from);
    expect((await post(url, { shopper: 's1', ...body }, from)).code).toBe('risk_stopped');
  });

  it('leaves reads, logins and payments alone', async () => {
    const from = { device: 'farm' };
    await block(from);
    expect((await post('/sessions', { member: 'bot1' }, from)).status).toBe(201);
    expect((await post('/orders/o1/payments', {}, from)).code).not.toBe('risk_stopped');
  });

  it('comes before a step’s faults, and stops nothing that was answered', async () => {
    const from = { ip: '203.0.113.7' };
    await block(from);
    await setFaults({ step: 'coupon.claim', kind: 'error', value: 1 });
    expect((await claim('bot4', from)).status).toBe(403);
    await setFaults();
    expect((await claim('bot4', { key: 'again' })).status).toBe(201);
  });

  it('tells again what it had let through, to one who is blocked since, and nothing that is new', async () => {
    const from = { ip: '203.0.113.7' };
    const first = await claim('s1', { ...from, key: 'first' });
    expect(first.status).toBe(201);
    await block(from);
    expect(await claim('s1', { ...from, key: 'first' })).toEqual(first);
    expect((await claim('s1', from)).code).toBe('risk_stopped');
    expect((await claim('s1', { ...from, key: 'first' }, 'one-yuan')).code).toBe('idempotency_key_reused');
    const { body } = await test.get('/metrics');
    expect(body).toContain('shop_coupons_left{campaign="one-yuan",region="east"} 100');
  });

  it('does not hold it against a shopper to try again what the shop has failed', async () => {
    const tries = 2 * RULES['account-requests'].most.normal;
    await setFaults({ step: 'coupon.claim', kind: 'error', value: 1 });
    for (let n = 0; n < tries; n += 1) expect((await claim('s1', { key: 'same' })).status).toBe(500);
    await setFaults();
    expect((await claim('s1', { key: 'same' })).status).toBe(201);
    for (let n = 0; n < tries; n += 1) await claim('s1');
    expect(await isStopped('s1')).toBe(true);
  });

  it('stops a device that hoards', async () => {
    const from = { device: 'farm' };
    const campaigns = ['40-off-300', 'one-yuan', 'tiered'];
    for (const campaign of campaigns)
      for (const shopper of ['bot1', 'bot2']) expect((await claim(shopper, from, campaign)).status).toBe(201);
    expect((await claim('bot1', from, 'category-home')).error?.message).toContain('"hoarding"');
  });
});

describe('five failed redemptions', () => {
  it('stop the account everywhere, also after a restart', async () => {
    await failFiveTimes('s1');
    expect((await redeem('s1')).code).toBe('risk_stopped');
    expect(await isStopped('s2')).toBe(false);
    await test.close('keep data');
    test = await openTestShop({ calendar: CALENDAR }, { ...deps, dataDir: test.dataDir });
    expect((await claim('s1', { ip: '203.0.113.9' })).error?.message).toContain('"failed-redemptions"');
    expect((await test.get('/metrics')).body).toContain('shop_risk_abnormal_accounts{region="east"} 1');
  });

  it('mark the account before the fifth is answered, so that a killed shop forgets no mark that it acted on', async () => {
    await failFiveTimes('s1');
    expect(test.shop.store.get(STANDINGS, 's1')).toEqual({ isAbnormal: true });
  });

  it('are remembered until their mark is kept: one that could not be is tried again', async () => {
    const full = new Error('The disk is full.');
    failMarks(full);
    await failFiveTimes('s1');
    expect(test.reported.splice(0)).toEqual([full]);
    vi.restoreAllMocks();
    expect(test.shop.store.get(STANDINGS, 's1')).toBeUndefined();
    expect((await redeem('s1')).code).toBe('not_claimed');
    expect(test.shop.store.get(STANDINGS, 's1')).toEqual({ isAbnormal: true });
    expect((await redeem('s1')).code).toBe('risk_stopped');
  });

  it('are not counted again when an answer is asked for again', async () => {
    for (let n = 0; n < 10; n += 1) expect((await redeem('s1', { key: 'same' })).status).toBe(409);
  });

  it.each<{ fault: Fault; want: number }>([
    { fault: { step: 'coupon.redeem', kind: 'error', value: 1 }, want: 500 },
    { fault: { step: 'coupon.redeem', kind: 'sold-out', value: 0 }, want: 409 },
  ])('are not the shopper’s when a fault is $fault.kind', async ({ fault, want }) => {
    await setFaults(fault);
    for (let n = 0; n < 10; n += 1) expect((await redeem('s1')).status).toBe(want);
    await setFaults();
    expect(await isStopped('s1')).toBe(false);
  });

  it('are not counted when the order was too small', async () => {
    await claim('s1');
    const small = { shopper: 's1', order: 'o1', product: '1', quantity: 1 };
    for (let n = 0; n < 10; n += 1) {
      expect((await post('/coupons/40-off-300/redemptions', small)).code).toBe('below_minimum');
    }
  });
});

describe('an appeal', () => {
  it('lifts a mark once an account', async () => {
    await failFiveTimes('s1');
    expect((await appeal('s1', { key: 'a' })).status).toBe(201);
    expect((await appeal('s1', { key: 'a' })).status).toBe(201);
    expect(await isStopped('s1')).toBe(false);
    expect((await appeal('s1')).code).toBe('lifted_before');
    await test.close('keep data');
    test = await openTestShop({ calendar: CALENDAR }, { ...deps, dataDir: test.dataDir });
    await claim('s1', {}, 'one-yuan');
    for (let n = 0; n < 6; n += 1) await redeem('s1');
    expect((await appeal('s1')).code).toBe('lifted_before');
  });

  it('has nothing to lift for a shopper in good standing', async () => {
    expect(await appeal('s1', { ip: '203.0.113.7' })).toMatchObject({ status: 409, code: 'nothing_to_lift' });
  });

  it('exempts the account from its address’s block, and nobody else', async () => {
    const from = { ip: '203.0.113.7' };
    await block(from);
    expect(await isStopped('honest', from)).toBe(true);
    expect((await appeal('honest', from)).status).toBe(201);
    expect(await isStopped('honest', from)).toBe(false);
    expect(await isStopped('bot1', from)).toBe(true);
    await block({ ip: '203.0.113.99' });
    expect(await isStopped('honest', { ip: '203.0.113.99' })).toBe(true);
  });

  it('exempts one account from a block, however many appeal: the scalper behind it has accounts enough', async () => {
    const from = { ip: '203.0.113.7' };
    await block(from);
    expect((await appeal('bot1', from)).status).toBe(201);
    expect((await appeal('bot2', from)).code).toBe('appeals_spent');
    expect(await isStopped('bot2', from)).toBe(true);
    expect(await isStopped('bot1', from)).toBe(false);
  });

  it('that lifts a mark exempts from no rule of an address that is not blocked', async () => {
    const from = { ip: '203.0.113.7' };
    await failFiveTimes('s1');
    expect((await appeal('s1', from)).status).toBe(201);
    await block(from);
    expect(await isStopped('s1', from)).toBe(true);
  });

  it('still lifts a mark where the address’s block exempts nobody else, and the address stays blocked', async () => {
    const from = { ip: '203.0.113.7' };
    await failFiveTimes('s1');
    await block(from);
    await appeal('bot1', from);
    expect((await appeal('s1', from)).status).toBe(201);
    expect(await isStopped('s1', from)).toBe(true);
    expect(await isStopped('s1')).toBe(false);
  });

  it('does not lift a device’s block', async () => {
    const from = { ip: '203.0.113.7', device: 'farm' };
    await block(from);
    expect((await appeal('bot1', from)).status).toBe(201);
    expect((await claim('bot1', from)).error?.message).toContain('"device-accounts"');
    expect((await appeal('bot2', { device: 'farm' })).code).toBe('nothing_to_lift');
  });
});

it('does not stand where the body names no shopper', async () => {
  const nameless: Service = {
    name: 'nameless',
    about: 'Forgets who asks.',
    tables: [],
    routes(app) {
      app.post('/nameless', { config: { step: 'nameless.ask', guarded: true } }, async () => ({}));
    },
  };
  const dataDir = mkdtempSync(join(tmpdir(), 'carnival-guard-'));
  const { region, adminToken, random, sleep, reportError } = test.shop;
  const shopDeps = {
    region,
    adminToken,
    random,
    sleep,
    reportError,
    ...deps,
    dataDir,
    registry: new Registry(),
  };
  const built = buildShop(test.shop.settings, shopDeps, [...SERVICES, nameless]);
  await expect(built).rejects.toThrow(/"nameless.ask" is guarded.*\/nameless names no shopper/);
  rmSync(dataDir, { recursive: true });
});

it('counts whom it stops and whom it lets through, and says how strict it is', async () => {
  const from = { ip: '203.0.113.7' };
  for (let n = 0; n < ATTACK.requestsMin; n += 1) await claim(`bot${n}`, from);
  await appeal('bot0', from);
  await appeal('bot0', from);
  const { body } = await test.get('/metrics');
  const letThrough = RULES['address-accounts'].most.normal;
  expect(body.split('\n').filter((line) => line.startsWith('shop_risk_'))).toEqual(
    expect.arrayContaining([
      `shop_risk_let_through_total{region="east"} ${letThrough}`,
      `shop_risk_stopped_total{rule="address-accounts",region="east"} ${ATTACK.requestsMin - letThrough}`,
      'shop_risk_stopped_total{rule="hoarding",region="east"} 0',
      'shop_risk_level{region="east"} 1',
      'shop_risk_blocked{kind="address",region="east"} 1',
      'shop_risk_blocked{kind="device",region="east"} 0',
      'shop_risk_abnormal_accounts{region="east"} 0',
      'shop_risk_appeals_total{outcome="lifted",region="east"} 1',
      'shop_risk_appeals_total{outcome="refused",region="east"} 1',
    ]),
  );
});
