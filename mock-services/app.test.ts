import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOW_MS, openTestShop, type TestShop } from './testing/test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

const FLASH_ORDER = { shopper: 's1', order: 'o2', product: 'flash-1', quantity: 1 };

/** A shopper's whole visit, in order: every step of the contract and what it answers. */
const VISIT: { step: string; method: 'GET' | 'POST'; url: string; body?: object; want: number }[] = [
  { step: 'home.view', method: 'GET', url: '/home', want: 200 },
  { step: 'search.query', method: 'GET', url: '/search?q=shoe', want: 200 },
  { step: 'activity.view', method: 'GET', url: '/activity', want: 200 },
  { step: 'product.view', method: 'GET', url: '/products/20', want: 200 },
  { step: 'member.register', method: 'POST', url: '/members', body: { member: 's1' }, want: 201 },
  { step: 'member.login', method: 'POST', url: '/sessions', body: { member: 's2' }, want: 201 },
  {
    step: 'coupon.claim',
    method: 'POST',
    url: '/coupons/40-off-300/claims',
    body: { shopper: 's1' },
    want: 201,
  },
  {
    step: 'coupon.redeem',
    method: 'POST',
    url: '/coupons/40-off-300/redemptions',
    body: { shopper: 's1', order: 'o1', product: '2', quantity: 1 },
    want: 201,
  },
  { step: 'flash.take', method: 'POST', url: '/flash/flash-1/pieces', body: { shopper: 's1' }, want: 201 },
  {
    step: 'order.create',
    method: 'POST',
    url: '/orders',
    body: { shopper: 's1', order: 'o1', product: '2', quantity: 1 },
    want: 201,
  },
  { step: 'order.create', method: 'POST', url: '/orders', body: FLASH_ORDER, want: 201 },
  { step: 'payment.pay', method: 'POST', url: '/orders/o1/payments', body: {}, want: 201 },
];

describe('the shop', () => {
  it('serves a visit from the home page to the payment, and counts each step by its name', async () => {
    for (const { step, method, url, body, want } of VISIT) {
      const answer = method === 'GET' ? await shop.get(url) : await shop.post(url, body!);
      expect([step, answer.statusCode], answer.body).toEqual([step, want]);
    }
    const { body } = await shop.get('/metrics');
    for (const { step, want } of VISIT) {
      expect(body).toContain(`shop_requests_total{step="${step}",status="${want}",region="east"}`);
      expect(body).toContain(`shop_request_duration_seconds_count{region="east",step="${step}"}`);
    }
    expect(body).toContain('shop_stock_left_pieces{product="flash-1",region="east"} 99');
    expect(body).toContain('shop_coupons_left{campaign="40-off-300",region="east"} 99');
    expect(shop.reported).toEqual([]);
  });

  it('accepts the crowd’s headers about run, address and device', async () => {
    const headers = { 'x-carnival-run': 'r1', 'x-shopper': 's1' };
    expect((await shop.app.inject({ url: '/home', headers })).statusCode).toBe(200);
  });

  it('says that it is a mock, and that it is healthy', async () => {
    expect((await shop.get('/carnival-environment')).json()).toEqual({ environment: 'mock' });
    expect((await shop.get('/healthz')).json()).toEqual({ status: 'ok', region: 'east' });
  });

  it('documents every route of the contract', async () => {
    const { paths } = (await shop.get('/documentation/json')).json();
    for (const path of [
      '/home',
      '/products/{id}',
      '/coupons/{campaign}/redemptions',
      '/admin/audit/ledger',
    ]) {
      expect(Object.keys(paths)).toContain(path);
    }
    const page = await shop.get('/documentation');
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it('keeps its stock over a restart, even if the settings change', async () => {
    const first = await openTestShop({ flashStockPieces: 2 });
    await first.post('/flash/flash-1/pieces', { shopper: 's1' });
    await first.close('keep data');
    const second = await openTestShop({ flashStockPieces: 1000 }, { dataDir: first.dataDir });
    expect((await second.post('/flash/flash-1/pieces', { shopper: 's2' }, 'a')).statusCode).toBe(201);
    expect((await second.post('/flash/flash-1/pieces', { shopper: 's3' }, 'b')).statusCode).toBe(409);
    await second.close();
  });
});

/** Four accounts of one address are one too many for risk control, which names the address that it stops. */
describe('a client’s address', () => {
  const PEER = '203.0.113.7';
  const claimFrom = async (remoteAddress: string, forwardedFor: (n: number) => string) => {
    const guarded = await openTestShop();
    const messages: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      const answer = await guarded.app.inject({
        method: 'POST',
        url: '/coupons/40-off-300/claims',
        headers: { 'idempotency-key': `k${n}`, 'x-forwarded-for': forwardedFor(n) },
        payload: { shopper: `s${n}` },
        remoteAddress,
      });
      messages.push(answer.statusCode === 403 ? answer.json().error.message : answer.statusCode);
    }
    await guarded.close();
    return messages;
  };

  it('is the peer’s own, whatever X-Forwarded-For says, unless the peer is our proxy', async () => {
    const stopped = expect.stringContaining(`address "${PEER}"`);
    expect(await claimFrom(PEER, (n) => `198.51.100.${n}`)).toEqual([201, 201, 201, stopped]);
  });

  it.each(['127.0.0.1', '::1'])('is what the proxy on %s forwards', async (proxy) => {
    expect(await claimFrom(proxy, (n) => `198.51.100.${n}`)).toEqual([201, 201, 201, 201]);
    const stopped = expect.stringContaining(`address "${PEER}"`);
    expect(await claimFrom(proxy, () => PEER)).toEqual([201, 201, 201, stopped]);
  });

  it('is the last address in X-Forwarded-For that is not our proxy’s, so that a client cannot fake one', async () => {
    const stopped = expect.stringContaining(`address "${PEER}"`);
    expect(await claimFrom('127.0.0.1', (n) => `198.51.100.${n}, ${PEER}`)).toEqual([201, 201, 201, stopped]);
  });
});

const LONG_ID = 'x'.repeat(65);
const WRITES = {
  '/members': { member: 's1' },
  '/sessions': { member: 's1' },
  '/coupons/40-off-300/claims': { shopper: 's1' },
  '/coupons/40-off-300/redemptions': { shopper: 's1', order: 'o1', product: '2', quantity: 1 },
  '/flash/flash-1/pieces': { shopper: 's1' },
  '/orders': { shopper: 's1', order: 'o9', product: '7', quantity: 1 },
  '/orders/o1/payments': {},
};

describe('every write', () => {
  it.each(Object.entries(WRITES))('%s needs an Idempotency-Key', async (url, body) => {
    const answer = await shop.app.inject({ method: 'POST', url, payload: body });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error.message).toContain('idempotency-key');
  });

  it.each(Object.entries(WRITES))(
    '%s refuses a body with every property wrong, and names each',
    async (url, body) => {
      const wrong = Object.fromEntries(Object.keys(body).map((name) => [name, { not: 'this' }]));
      const answer = await shop.post(url, { ...wrong, extra: 1 });
      expect(answer.statusCode).toBe(400);
      for (const name of Object.keys(wrong))
        expect(answer.json().error.message).toContain(`body/${name} must be`);
      expect(answer.json().error.message).toContain('"extra"');
    },
  );

  const needs = Object.entries(WRITES).filter(([, body]) => Object.keys(body).length > 0);
  it.each(needs)('%s refuses a body that lacks what it needs', async (url, body) => {
    const answer = await shop.post(url, {});
    expect(answer.statusCode).toBe(400);
    for (const name of Object.keys(body)) expect(answer.json().error.message).toContain(`'${name}'`);
  });
});

describe('a mistake', () => {
  const order = WRITES['/orders'];
  it.each<{ what: string; url: string; body?: object; want: number; code: string }>([
    { what: 'an unknown route', url: '/nowhere', want: 404, code: 'unknown_route' },
    { what: 'a URL that is none', url: '/products/%zz', want: 400, code: 'bad_url' },
    { what: 'an unknown product', url: '/products/21', want: 404, code: 'unknown_product' },
    {
      what: 'a product id that is too long',
      url: `/products/${LONG_ID}`,
      want: 400,
      code: 'invalid_request',
    },
    { what: 'a product id of other characters', url: '/products/a%20b', want: 400, code: 'invalid_request' },
    { what: 'a search without a word', url: '/search', want: 400, code: 'invalid_request' },
    { what: 'a search for nothing', url: '/search?q=', want: 400, code: 'invalid_request' },
    { what: 'a search for too much', url: `/search?q=${LONG_ID}`, want: 400, code: 'invalid_request' },
    {
      what: 'a member id that is too long',
      url: '/members',
      body: { member: LONG_ID },
      want: 400,
      code: 'invalid_request',
    },
    {
      what: 'an unknown campaign',
      url: '/coupons/free/claims',
      body: { shopper: 's' },
      want: 404,
      code: 'unknown_campaign',
    },
    {
      what: 'an unknown flash product',
      url: '/flash/7/pieces',
      body: { shopper: 's' },
      want: 404,
      code: 'unknown_product',
    },
    {
      what: 'an order of an unknown product',
      url: '/orders',
      body: { ...order, product: '21' },
      want: 404,
      code: 'unknown_product',
    },
    {
      what: 'an order of nothing',
      url: '/orders',
      body: { ...order, quantity: 0 },
      want: 400,
      code: 'invalid_request',
    },
    {
      what: 'an order of too many',
      url: '/orders',
      body: { ...order, quantity: 11 },
      want: 400,
      code: 'invalid_request',
    },
    {
      what: 'an order of half a piece',
      url: '/orders',
      body: { ...order, quantity: 0.5 },
      want: 400,
      code: 'invalid_request',
    },
    {
      what: 'a payment of an unknown order',
      url: '/orders/o404/payments',
      body: {},
      want: 404,
      code: 'unknown_order',
    },
    {
      what: 'a payment that says what is due',
      url: '/orders/o1/payments',
      body: { amountFen: 100 },
      want: 400,
      code: 'invalid_request',
    },
    {
      what: 'a body that is too large',
      url: '/members',
      body: { member: 'x'.repeat(20_000) },
      want: 413,
      code: 'ctp_body_too_large',
    },
  ])('$what is a $want with a code, a message and a hint', async ({ url, body, want, code }) => {
    const answer = body === undefined ? await shop.get(url) : await shop.post(url, body);
    expect(answer.statusCode, answer.body).toBe(want);
    const { error } = answer.json();
    expect(error).toEqual({ code, message: expect.any(String), hint: expect.any(String) });
    expect(Object.keys(answer.json())).toEqual(['error']);
  });

  it('of JSON is a 400', async () => {
    const headers = { 'idempotency-key': 'j', 'content-type': 'application/json' };
    const answer = await shop.app.inject({ method: 'POST', url: '/members', headers, payload: '{"member":' });
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'ctp_invalid_json_body']);
  });

  it('of the shop’s own is a 500 that hides the cause, and is reported', async () => {
    const secret = new Error('the secret is 42');
    let isBroken = false;
    const nowMs = () => {
      if (isBroken) throw secret;
      return NOW_MS;
    };
    const broken = await openTestShop({}, { nowMs });
    isBroken = true;
    const answer = await broken.post('/sessions', { member: 's1' });
    expect(answer.statusCode).toBe(500);
    expect(answer.json().error.code).toBe('internal_error');
    expect(answer.body).not.toContain('42');
    // Also by rounds in the background, if one comes meanwhile.
    expect(new Set(broken.reported)).toEqual(new Set([secret]));
    await broken.close();
  });
});
