import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { INTENTS, PAYMENTS, PENDING } from '../orders/payment.ts';
import { ORDERS } from '../platform/order.ts';
import { honestBank } from '../testing/honest-bank.ts';
import { holdBackground, NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { BANK_BOOK, type Bank, take } from './bank.ts';
import { intend } from './domain.ts';
import { closeIntents, settlePending } from './settlement.ts';

let shop: TestShop;
beforeEach(async () => {
  holdBackground();
  shop = await openTestShop();
});
afterEach(async () => {
  await shop.close();
  vi.useRealTimers();
});

const AMOUNT_FEN = 9_900;
const store = () => shop.shop.store;
const order = (id: string) => shop.post('/orders', { shopper: 's1', order: id, product: '1', quantity: 1 });
const pay = (id: string, key?: string) => shop.post(`/orders/${id}/payments`, {}, key);
const statusOf = (id: string) => store().get(PAYMENTS, id)?.status;
const brokenPromises = async () => (await shop.admin('GET', '/admin/audit/ledger')).json().brokenPromises;

describe('settlePending', () => {
  const IDS = ['o1', 'o2', 'o3'];
  beforeEach(async () => {
    await shop.admin('PUT', '/admin/faults', { faults: [{ step: 'bank', kind: 'error', value: 1 }] });
    for (const id of IDS) {
      await order(id);
      await pay(id);
    }
  });

  it('settles what is pending once the bank is back', async () => {
    expect(IDS.map(statusOf)).toEqual(['pending', 'pending', 'pending']);
    expect(await settlePending(store(), honestBank(store()), NOW_MS)).toBe(3);
    expect(IDS.map(statusOf)).toEqual(['settled', 'settled', 'settled']);
    expect([...store().range(PENDING)]).toEqual([]);
    expect(await brokenPromises()).toEqual([]);
  });

  it('stops once one does not settle, and goes on with it next time', async () => {
    const bank = honestBank(store());
    const asked: string[] = [];
    const forgetful: Bank = {
      ...bank,
      async charge(charge) {
        asked.push(charge.order);
        return asked.length === 2 ? 'pending' : bank.charge(charge);
      },
    };
    expect(await settlePending(store(), forgetful, NOW_MS)).toBe(2);
    expect(await settlePending(store(), forgetful, NOW_MS)).toBe(1);
    expect(asked).toEqual(['o1', 'o2', 'o3', 'o2']);
    expect(IDS.map(statusOf)).toEqual(['settled', 'settled', 'settled']);
  });

  it('gives a bank that just came back a few at a time, and nothing more once one does not settle', async () => {
    const more = Array.from({ length: 30 }, (_, n) => `p${n}`);
    for (const id of more) {
      await order(id);
      await pay(id);
    }
    const asked: string[] = [];
    const silent: Bank = {
      ...honestBank(store()),
      charge: async (charge) => {
        asked.push(charge.order);
        return 'pending';
      },
    };
    expect(await settlePending(store(), silent, NOW_MS)).toBe(0);
    expect(asked.length).toBe(20);
  });
});

describe('closeIntents', () => {
  const nobodyWaits = () => false;
  const request = { key: 'k1', fingerprint: 'f1' };
  const close = (bank = honestBank(store()), isUnderWay: (id: string) => boolean = nobodyWaits) =>
    closeIntents(store(), bank, isUnderWay, NOW_MS);
  beforeEach(async () => {
    await order('o1');
    await store().transact((tx) => intend(tx, 'o1', request, NOW_MS));
  });

  it('records what the bank took before the shop died', async () => {
    await take(store(), { order: 'o1', amountFen: AMOUNT_FEN });
    expect(await close()).toBe(1);
    expect([statusOf('o1'), store().get(ORDERS, 'o1')?.state]).toEqual(['settled', 'paid']);
    expect([...store().range(INTENTS)]).toEqual([]);
    expect(await brokenPromises()).toEqual([]);
  });

  it('leaves the order unpaid if the bank took nothing', async () => {
    expect(await close()).toBe(1);
    expect([statusOf('o1'), store().get(ORDERS, 'o1')?.state]).toEqual([undefined, 'created']);
    expect([...store().range(INTENTS)]).toEqual([]);
    expect((await pay('o1')).statusCode).toBe(201);
    expect(await brokenPromises()).toEqual([]);
  });

  it('gives the money back if the order was cancelled meanwhile', async () => {
    await take(store(), { order: 'o1', amountFen: AMOUNT_FEN });
    await shop.post('/orders/o1/cancellations', { shopper: 's1' });
    await close();
    expect(statusOf('o1')).toBe('refunded');
    expect(await brokenPromises()).toEqual([]);
  });

  it('waits for a bank that does not answer', async () => {
    const silent: Bank = { ...honestBank(store()), lookUp: async () => 'unknown' };
    expect(await close(silent)).toBe(0);
    expect([...store().range(INTENTS)].length).toBe(1);
  });

  it('leaves an intent alone while a request waits for the bank, even one that came after the look-up', async () => {
    expect(await close(honestBank(store()), (id) => id === 'o1')).toBe(0);
    let cameBack = false;
    const bank = honestBank(store());
    const slow: Bank = {
      ...bank,
      lookUp(id) {
        cameBack = true;
        return bank.lookUp(id);
      },
    };
    await close(slow, () => cameBack);
    expect([...store().range(INTENTS)].length).toBe(1);
  });
});

describe('a shop that is killed between the bank’s yes and the commit', () => {
  it('records the payment when it is back, answers the repeated request as if nothing had happened, and charges once', async () => {
    await order('o1');
    const paid = pay('o1', 'k1');
    while (store().get(BANK_BOOK, 'o1') === undefined) await new Promise(setImmediate);
    expect(statusOf('o1')).toBeUndefined();
    // What a kill -9 leaves on the disk at this moment.
    const dataDir = mkdtempSync(join(tmpdir(), 'carnival-killed-'));
    cpSync(shop.dataDir, dataDir, { recursive: true });
    await paid;

    const back = await openTestShop({}, { dataDir });
    try {
      expect(back.shop.store.get(PAYMENTS, 'o1')).toMatchObject({ amountFen: AMOUNT_FEN, status: 'settled' });
      expect(back.shop.store.get(ORDERS, 'o1')?.state).toBe('paid');
      const again = await back.post('/orders/o1/payments', {}, 'k1');
      expect([again.statusCode, again.json(), again.headers['idempotency-replayed']]).toEqual([
        201,
        { order: 'o1', status: 'settled' },
        'true',
      ]);
      expect([...back.shop.store.range(BANK_BOOK)]).toEqual([
        { key: 'o1', value: { amountFen: AMOUNT_FEN } },
      ]);
      expect((await back.admin('GET', '/admin/audit/ledger')).json().brokenPromises).toEqual([]);
    } finally {
      await back.close('keep data');
      rmSync(dataDir, { recursive: true });
    }
  });
});
