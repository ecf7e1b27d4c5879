import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { buildShop, SERVICES } from '../app.ts';
import type { Service } from '../platform/service.ts';
import { type From, TEN_MINUTES_REAL_MS, useGuardedShop } from '../testing/guard.ts';
import { ATTACK, RULES } from './rules.ts';

const { test, time, post, claim, appeal, setFaults, isStopped, block } = useGuardedShop();

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

  it('comes before a step’s faults, and does not stop a repeated request', async () => {
    const from = { ip: '203.0.113.7' };
    await block(from);
    await setFaults({ step: 'coupon.claim', kind: 'error', value: 1 });
    expect((await claim('bot4', from)).status).toBe(403);
    await setFaults();
    expect((await claim('bot4', { key: 'again' })).status).toBe(201);
  });

  it('repeats a stored answer to a shopper who was blocked since, and stops new requests', async () => {
    const from = { ip: '203.0.113.7' };
    const first = await claim('s1', { ...from, key: 'first' });
    expect(first.status).toBe(201);
    await block(from);
    expect(await claim('s1', { ...from, key: 'first' })).toEqual(first);
    expect((await claim('s1', from)).code).toBe('risk_stopped');
    expect((await claim('s1', { ...from, key: 'first' }, 'one-yuan')).code).toBe('idempotency_key_reused');
    const { body } = await test().get('/metrics');
    expect(body).toContain('shop_coupons_left{campaign="one-yuan",region="east"} 100');
  });

  it('does not count a retry after the shop itself failed', async () => {
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

it('refuses to guard a route whose body names no shopper', async () => {
  const nameless: Service = {
    name: 'nameless',
    about: 'Forgets who asks.',
    tables: [],
    routes(app) {
      app.post('/nameless', { config: { step: 'nameless.ask', guarded: true } }, async () => ({}));
    },
  };
  const dataDir = mkdtempSync(join(tmpdir(), 'carnival-guard-'));
  const { region, adminToken, random, sleep, reportError } = test().shop;
  const shopDeps = {
    region,
    adminToken,
    random,
    sleep,
    reportError,
    nowMs: () => time.ms,
    dataDir,
    registry: new Registry(),
  };
  const built = buildShop(test().shop.settings, shopDeps, [...SERVICES, nameless]);
  await expect(built).rejects.toThrow(/"nameless.ask" is guarded.*\/nameless names no shopper/);
  rmSync(dataDir, { recursive: true });
});

it('counts whom it stops and whom it lets through, and says how strict it is', async () => {
  const from = { ip: '203.0.113.7' };
  for (let n = 0; n < ATTACK.requestsMin; n += 1) await claim(`bot${n}`, from);
  await appeal('bot0', from);
  await appeal('bot0', from);
  const { body } = await test().get('/metrics');
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
