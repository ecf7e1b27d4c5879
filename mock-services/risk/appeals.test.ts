/** How an account is marked for failed redemptions, and what an appeal lifts. */
import { describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../scenarios/targets/mock-shop/faults.ts';
import { useGuardedShop } from '../testing/guard.ts';
import { STANDINGS } from './standings.ts';

const { test, restart, post, claim, redeem, appeal, setFaults, isStopped, block, failFiveTimes } =
  useGuardedShop();

/** As a full disk would. */
function failMarks(error: Error): void {
  const { store } = test().shop;
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

describe('five failed redemptions', () => {
  it('stop the account everywhere, also after a restart', async () => {
    await failFiveTimes('s1');
    expect((await redeem('s1')).code).toBe('risk_stopped');
    expect(await isStopped('s2')).toBe(false);
    await restart();
    expect((await claim('s1', { ip: '203.0.113.9' })).error?.message).toContain('"failed-redemptions"');
    expect((await test().get('/metrics')).body).toContain('shop_risk_abnormal_accounts{region="east"} 1');
  });

  it('mark the account before the fifth is answered, so that a killed shop forgets no mark', async () => {
    await failFiveTimes('s1');
    expect(test().shop.store.get(STANDINGS, 's1')).toEqual({ isAbnormal: true });
  });

  it('are remembered until the mark is stored: if storing fails, it is tried again', async () => {
    const full = new Error('The disk is full.');
    failMarks(full);
    await failFiveTimes('s1');
    expect(test().reported.splice(0)).toEqual([full]);
    vi.restoreAllMocks();
    expect(test().shop.store.get(STANDINGS, 's1')).toBeUndefined();
    expect((await redeem('s1')).code).toBe('not_claimed');
    expect(test().shop.store.get(STANDINGS, 's1')).toEqual({ isAbnormal: true });
    expect((await redeem('s1')).code).toBe('risk_stopped');
  });

  it('are not counted again when the request is repeated', async () => {
    for (let n = 0; n < 10; n += 1) expect((await redeem('s1', { key: 'same' })).status).toBe(409);
  });

  it.each<{ fault: Fault; want: number }>([
    { fault: { step: 'coupon.redeem', kind: 'error', value: 1 }, want: 500 },
    { fault: { step: 'coupon.redeem', kind: 'sold-out', value: 0 }, want: 409 },
  ])('are not counted if a fault ($fault.kind) caused them', async ({ fault, want }) => {
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
    await restart();
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

  it('exempts one account from a block, however many appeal', async () => {
    const from = { ip: '203.0.113.7' };
    await block(from);
    expect((await appeal('bot1', from)).status).toBe(201);
    expect((await appeal('bot2', from)).code).toBe('appeals_spent');
    expect(await isStopped('bot2', from)).toBe(true);
    expect(await isStopped('bot1', from)).toBe(false);
  });

  it('that lifts a mark exempts nobody from the rules of an address that is not blocked', async () => {
    const from = { ip: '203.0.113.7' };
    await failFiveTimes('s1');
    expect((await appeal('s1', from)).status).toBe(201);
    await block(from);
    expect(await isStopped('s1', from)).toBe(true);
  });

  it('still lifts a mark if the block of the address was already used up, and the address stays blocked', async () => {
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
