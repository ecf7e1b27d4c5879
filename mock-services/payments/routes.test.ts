import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../scenarios/campaigns/plan.ts';
import { openStore, type Store } from '../platform/store.ts';
import { openTestShop, type TestShop } from '../testing.ts';
import type { Bank } from './bank.ts';
import { PAYMENTS, PENDING, settlePending } from './domain.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(() => shop.close());

const setFaults = (...faults: Fault[]) => shop.admin('PUT', '/admin/faults', { faults });
const order = (id: string) => shop.post('/orders', { shopper: 's1', order: id, product: '1', quantity: 1 });
const pay = (id: string, key?: string) => shop.post(`/orders/${id}/payments`, { amountFen: 100 }, key);
const arrivals = async (): Promise<number> => {
  const { body } = await shop.get('/metrics');
  return Number(/^shop_dependency_arrivals_total\{.*bank.*\} (\d+)$/m.exec(body)![1]);
};

describe('POST /orders/:order/payments', () => {
  it('asks the bank once for an order, however often and with whatever keys it is paid at once', async () => {
    await order('o1');
    const answers = await Promise.all([pay('o1', 'a'), pay('o1', 'a'), pay('o1', 'b'), pay('o1', 'c')]);
    const statuses = answers.map(({ statusCode }) => statusCode).sort();
    expect(statuses.filter((status) => status === 409).length).toBeGreaterThanOrEqual(2);
    expect(statuses[0]).toBe(201);
    expect(await arrivals()).toBe(1);
  });

  it('does not ask the bank for a replay, an unknown order or a paid one', async () => {
    await order('o1');
    await pay('o1', 'a');
    expect((await pay('o1', 'a')).headers['idempotency-replayed']).toBe('true');
    expect((await pay('o1', 'b')).statusCode).toBe(409);
    expect((await pay('o2', 'c')).statusCode).toBe(404);
    expect(await arrivals()).toBe(1);
  });

  it('takes a payment as pending when the bank fails', async () => {
    await setFaults({ step: 'bank', kind: 'error', value: 1 });
    await order('o1');
    const paid = await pay('o1');
    expect(paid.statusCode).toBe(201);
    expect(paid.json()).toEqual({ order: 'o1', status: 'pending' });
  });
});

describe('settlePending', () => {
  let store: Store;
  beforeEach(async () => {
    await setFaults({ step: 'bank', kind: 'error', value: 1 });
    for (const id of ['o1', 'o2', 'o3']) {
      await order(id);
      await pay(id);
    }
    await shop.close('keep data');
    store = openStore(shop.dataDir, 'process', [PAYMENTS, PENDING]);
  });
  afterEach(async () => {
    await store.close();
    shop = await openTestShop({}, { dataDir: shop.dataDir });
  });
  const statuses = () => ['o1', 'o2', 'o3'].map((id) => store.get(PAYMENTS, id)?.status);

  it('settles what is pending once the bank is back', async () => {
    expect(statuses()).toEqual(['pending', 'pending', 'pending']);
    expect(await settlePending(store, async () => 'settled')).toBe(3);
    expect(statuses()).toEqual(['settled', 'settled', 'settled']);
    expect([...store.range(PENDING)]).toEqual([]);
  });

  it('stops at the first that the bank does not settle, and goes on with it next time', async () => {
    const asked: string[] = [];
    const bank: Bank = async ({ order: id }) => {
      asked.push(id);
      return asked.length === 2 ? 'pending' : 'settled';
    };
    expect(await settlePending(store, bank)).toBe(1);
    expect(await settlePending(store, bank)).toBe(2);
    expect(asked).toEqual(['o1', 'o2', 'o2', 'o3']);
    expect(statuses()).toEqual(['settled', 'settled', 'settled']);
  });
});
