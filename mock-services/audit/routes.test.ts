import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../testing/test-shop.ts';

const ORDERS = 25;
let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  for (let n = 0; n < ORDERS; n += 1) {
    await shop.post('/orders', { shopper: 's1', order: `o${n}`, product: '1', quantity: 1 });
  }
});
afterAll(() => shop.close());

it('finds which of 10,000 orders are missing', async () => {
  const ids = Array.from({ length: 10_000 }, (_, n) => `o${n}`.padEnd(n < ORDERS ? 0 : 64, 'x'));
  const answer = await shop.admin('POST', '/admin/audit/orders', { ids });
  expect(answer.statusCode).toBe(200);
  expect(answer.json().missing).toEqual(ids.slice(ORDERS));
});

it('takes no more than 10,000 at once', async () => {
  const ids = Array.from({ length: 10_001 }, (_, n) => `o${n}`);
  expect((await shop.admin('POST', '/admin/audit/orders', { ids })).statusCode).toBe(400);
});

it('pages through all order ids in order', async () => {
  const seen: string[] = [];
  for (let after = ''; ; after = `&after=${seen.at(-1)}`) {
    const page = await shop.admin('GET', `/admin/audit/order-ids?limit=10${after}`);
    const { ids } = page.json() as { ids: string[] };
    if (ids.length === 0) break;
    seen.push(...ids);
  }
  expect(seen).toEqual(Array.from({ length: ORDERS }, (_, n) => `o${n}`).sort());
});

it.each(['limit=0', 'limit=10001', 'limit=x', 'after=a%20b', 'befor=a'])(
  'refuses the query %s',
  async (query) => {
    expect((await shop.admin('GET', `/admin/audit/order-ids?${query}`)).statusCode).toBe(400);
  },
);

it('answers the ledger', async () => {
  const ledger = (await shop.admin('GET', '/admin/audit/ledger')).json();
  expect(ledger).toMatchObject({
    orders: ORDERS,
    oversoldPieces: 0,
    overissuedCoupons: 0,
    brokenPromises: [],
  });
  expect(ledger.stock.find((line: { product: string }) => line.product === '1')).toEqual({
    product: '1',
    initialPieces: 100,
    soldPieces: ORDERS,
    promisedPieces: 0,
  });
  expect(ledger.stock).toHaveLength(21);
});
