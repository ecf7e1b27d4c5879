/** Whatever a shopper gets from a dependency's fallback says so, whichever dependency it is. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { COURIERS, courierOf } from './logistics/couriers.ts';
import { PARCELS } from './logistics/parcel.ts';
import { DISPATCH_EVERY_MS } from './logistics/routes.ts';
import { MINUTE_MS } from './platform/campaign-clock.ts';
import { DEPENDENCIES, type DependencyName } from './platform/dependencies.ts';
import { SEND_EVERY_MS } from './recall/routes.ts';
import { holdBackground, NOW_MS, openTestShop, type TestShop } from './testing/test-shop.ts';

const time = { ms: NOW_MS };
let shop: TestShop;
beforeEach(async () => {
  holdBackground();
  time.ms = NOW_MS;
  shop = await openTestShop({}, { nowMs: () => time.ms });
});
afterEach(async () => {
  await shop.close();
  vi.useRealTimers();
});

const order = (id: string) => shop.post('/orders', { shopper: 's1', order: id, product: '1', quantity: 1 });
const pay = (id: string, key?: string) => shop.post(`/orders/${id}/payments`, {}, key);

/** A parcel that is with the courier asked through this dependency. */
async function track(query: DependencyName) {
  for (let n = 0; ; n += 1) {
    const id = `o${n}`;
    if (courierOf(id).query !== query) continue;
    await order(id);
    await pay(id);
    const stored = { warehouse: 'central', atMs: NOW_MS, promisedAtMs: NOW_MS };
    await shop.shop.store.transact((tx) => tx.put(PARCELS, id, { paidAtMs: NOW_MS, stored }));
    return shop.get(`/orders/${id}/parcel`);
  }
}

const VISITS: Readonly<Record<DependencyName, () => Promise<{ headers: object; statusCode: number }>>> = {
  async bank() {
    await order('o1');
    return pay('o1');
  },
  database: () => shop.get('/search?q=shoe'),
  async sms() {
    time.ms += 10 * MINUTE_MS;
    vi.advanceTimersByTime(SEND_EVERY_MS);
    // The round ends after the provider's answer, which takes some turns of the event loop.
    for (let n = 0; n < 20; n += 1) await new Promise(setImmediate);
    return shop.get('/recall/lapsed-1');
  },
  'faq-bot': () => shop.post('/support/questions', { shopper: 's1', topic: 'refund' }),
  async warehouses() {
    await order('o1');
    await pay('o1');
    vi.advanceTimersByTime(DISPATCH_EVERY_MS);
    // The round ends after the operator's answer, which takes some turns of the event loop.
    for (let n = 0; n < 20; n += 1) await new Promise(setImmediate);
    return shop.get('/orders/o1/parcel');
  },
  ...(Object.fromEntries(
    COURIERS.flatMap(({ query }) => (query === null ? [] : [[query, () => track(query)]])),
  ) as Record<Extract<DependencyName, `courier-${string}`>, () => ReturnType<typeof track>>),
};

describe('an answer', () => {
  const names = Object.keys(DEPENDENCIES) as DependencyName[];

  it.each(names)('names the dependency whose fallback is in it: %s', async (name) => {
    await shop.admin('PUT', '/admin/faults', { faults: [{ step: name, kind: 'error', value: 1 }] });
    const { headers, statusCode } = await VISITS[name]();
    expect([200, 201]).toContain(statusCode);
    expect(headers).toMatchObject({ 'x-degraded': name });
  });

  it.each(names)('names none while all is well: %s', async (name) => {
    const { headers, statusCode } = await VISITS[name]();
    expect([200, 201]).toContain(statusCode);
    expect(headers).not.toHaveProperty('x-degraded');
  });

  it('says the same to a repeated request, even if all is well by then', async () => {
    await shop.admin('PUT', '/admin/faults', { faults: [{ step: 'bank', kind: 'error', value: 1 }] });
    await order('o1');
    await pay('o1', 'k1');
    await shop.admin('PUT', '/admin/faults', { faults: [] });
    const again = await pay('o1', 'k1');
    expect(again.headers).toMatchObject({ 'x-degraded': 'bank', 'idempotency-replayed': 'true' });
  });

  it('is documented with the header, on every route that may have it', async () => {
    const { paths } = (await shop.get('/documentation/json')).json();
    const documented = Object.entries<Record<string, { responses: object }>>(paths).flatMap(
      ([path, methods]) =>
        Object.values(methods).flatMap(({ responses }) =>
          JSON.stringify(responses).includes('"X-Degraded"') ? [path] : [],
        ),
    );
    expect(documented.sort()).toEqual([
      '/orders/{order}/parcel',
      '/orders/{order}/payments',
      '/recall/{member}',
      '/search',
      '/support/questions',
    ]);
  });
});
