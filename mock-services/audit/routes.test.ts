import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../testing/test-shop.ts';
import { AUDIT_ROWS, type AuditTable, arrivalsAnswer, pageOf } from './rows.ts';

const ORDERS = 25;
let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  for (let n = 0; n < ORDERS; n += 1) {
    await shop.post('/orders', { shopper: 's1', order: `o${n}`, product: '1', quantity: 1 });
  }
  await shop.post('/flash/flash-1/pieces', { shopper: 's1' });
  await shop.post('/reservations', { shopper: 's1', product: '2' });
  await shop.post('/groups/members', { shopper: 's1', product: '3' });
  await shop.post('/coupons/40-off-300/claims', { shopper: 's1' });
});
afterAll(() => shop.close());

it('pages through all orders in order', async () => {
  const seen: string[] = [];
  for (let after = ''; ; ) {
    const page = await shop.admin('GET', `/admin/audit/orders?limit=10&after=${after}`);
    const { rows, next } = page.json() as { rows: { order: string }[]; next: string };
    seen.push(...rows.map(({ order }) => order));
    if (next === '') break;
    after = next;
  }
  expect(seen).toEqual(Array.from({ length: ORDERS }, (_, n) => `o${n}`).sort());
});

it.each(Object.keys(AUDIT_ROWS) as AuditTable[])('tells the %s as they are declared', async (table) => {
  const page = pageOf(AUDIT_ROWS[table]).strict();
  const { rows, next } = page.parse((await shop.admin('GET', `/admin/audit/${table}`)).json());
  expect(rows).not.toEqual([]);
  expect(next).toBe('');
});

it.each(['limit=0', 'limit=10001', 'limit=x', `after=${'a'.repeat(201)}`, 'befor=a'])(
  'refuses the query %s',
  async (query) => {
    expect((await shop.admin('GET', `/admin/audit/orders?${query}`)).statusCode).toBe(400);
  },
);

it('is closed to those who do not know the token', async () => {
  for (const route of [...Object.keys(AUDIT_ROWS), 'unsettled', 'arrivals?run=r', 'ledger'])
    expect((await shop.get(`/admin/audit/${route}`)).statusCode, route).toBe(401);
});

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

it('counts every request that reached a step, by run, and those that got the answer of their key again', async () => {
  const headers = { 'x-carnival-run': 'run-1', 'idempotency-key': 'twice' };
  const payload = { shopper: 's9', product: '4' };
  const post = (changes: object) =>
    shop.app.inject({ method: 'POST', url: '/reservations', headers, payload, ...changes });
  await post({});
  await post({});
  await post({ payload: {} });
  await post({ headers: { 'x-carnival-run': 'run-2', 'idempotency-key': 'other' } });
  const answer = (await shop.admin('GET', '/admin/audit/arrivals?run=run-1')).json();
  expect(arrivalsAnswer.strict().parse(answer).steps).toEqual([
    { step: 'reserve.create', requests: 3, replays: 1 },
  ]);
  const none = (await shop.admin('GET', '/admin/audit/arrivals?run=none')).json();
  expect(none.steps).toEqual([]);
});

it('shows a snapshot of the books as they were, whatever happens meanwhile', async () => {
  const { snapshot } = (await shop.admin('POST', '/admin/audit/snapshots')).json();
  await shop.post('/orders', { shopper: 's1', order: 'late', product: '1', quantity: 1 });
  await shop.post('/orders/o1/cancellations', { shopper: 's1' });
  const read = async (query: string) => {
    const { rows } = (await shop.admin('GET', `/admin/audit/orders?${query}`)).json();
    const stateOf = (order: string) => rows.find((row: { order: string }) => row.order === order)?.state;
    return [rows.length, stateOf('late'), stateOf('o1')];
  };
  expect(await read(`snapshot=${snapshot}`)).toEqual([ORDERS, undefined, 'created']);
  expect(await read('')).toEqual([ORDERS + 1, 'created', 'cancelled']);
});

it('knows only the last snapshot', async () => {
  const first = (await shop.admin('POST', '/admin/audit/snapshots')).json().snapshot;
  await shop.admin('POST', '/admin/audit/snapshots');
  const answer = await shop.admin('GET', `/admin/audit/orders?snapshot=${first}`);
  expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'unknown_snapshot']);
});
