import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ADMIN_TOKEN, openTestShop, type TestShop } from '../testing/test-shop.ts';

let shop: TestShop;
let tokenless: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  tokenless = await openTestShop({}, { adminToken: null });
});
afterAll(() => Promise.all([shop.close(), tokenless.close()]));

const ROUTES = [
  { method: 'PUT', url: '/admin/faults', payload: { faults: [] } },
  { method: 'POST', url: '/admin/audit/snapshots', payload: {} },
  { method: 'GET', url: '/admin/audit/orders' },
  { method: 'GET', url: '/admin/audit/arrivals?run=run-1' },
  { method: 'GET', url: '/admin/audit/ledger' },
] as const;

describe.each(ROUTES)('$method $url', (route) => {
  it.each([
    {
      who: 'the right token on loopback',
      authorization: `Bearer ${ADMIN_TOKEN}`,
      from: '127.0.0.1',
      want: 200,
    },
    {
      who: 'the right token on IPv6 loopback',
      authorization: `Bearer ${ADMIN_TOKEN}`,
      from: '::1',
      want: 200,
    },
    {
      who: 'the right token from elsewhere',
      authorization: `Bearer ${ADMIN_TOKEN}`,
      from: '10.1.2.3',
      want: 403,
    },
    { who: 'a wrong token', authorization: 'Bearer wrong', from: '127.0.0.1', want: 401 },
    { who: 'the token alone', authorization: ADMIN_TOKEN, from: '127.0.0.1', want: 401 },
    { who: 'a longer token', authorization: `Bearer ${ADMIN_TOKEN}x`, from: '127.0.0.1', want: 401 },
    { who: 'no token', authorization: '', from: '127.0.0.1', want: 401 },
  ])('answers $want to $who', async ({ authorization, from, want }) => {
    const answer = await shop.app.inject({ ...route, headers: { authorization }, remoteAddress: from });
    expect(answer.statusCode).toBe(want);
    if (want !== 200) expect(answer.json().error.code).toBe(want === 403 ? 'forbidden' : 'unauthorised');
  });

  it.each(['', 'Bearer ', 'Bearer null', `Bearer ${ADMIN_TOKEN}`])(
    'is closed to everybody when the shop has no token, also to "%s"',
    async (authorization) => {
      const answer = await tokenless.app.inject({ ...route, headers: { authorization } });
      expect(answer.statusCode).toBe(403);
    },
  );
});

describe('PUT /admin/faults', () => {
  it('answers the faults that are set now', async () => {
    const faults = [{ step: 'home.view', kind: 'latency', value: 1 }];
    expect((await shop.admin('PUT', '/admin/faults', { faults })).json()).toEqual({ faults });
  });

  it('lifts them after a time by itself, and then has those of the settings again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const standing = { step: 'home.view', kind: 'latency', value: 1 } as const;
    const faulty = await openTestShop({ faults: [standing] });
    const set = (body: object) => faulty.admin('PUT', '/admin/faults', body);
    const faults = [{ step: 'bank', kind: 'hang', value: 0 }];
    try {
      const answer = await set({ faults, forMs: 8_000 });
      expect(answer.json()).toEqual({ faults, forMs: 8_000 });
      vi.advanceTimersByTime(7_999);
      expect(faulty.shop.faults.current).toEqual(faults);
      vi.advanceTimersByTime(1);
      expect(faulty.shop.faults.current).toEqual([standing]);
    } finally {
      vi.useRealTimers();
      await faulty.close();
    }
  });

  it('forgets the time of faults that were replaced', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const faults = [{ step: 'home.view', kind: 'latency', value: 1 }];
      await shop.admin('PUT', '/admin/faults', { faults: [], forMs: 1_000 });
      await shop.admin('PUT', '/admin/faults', { faults });
      vi.advanceTimersByTime(2_000);
      expect(shop.shop.faults.current).toEqual(faults);
    } finally {
      vi.useRealTimers();
    }
  });

  it('lists every mistake and leaves the faults as they are', async () => {
    await shop.admin('PUT', '/admin/faults', { faults: [{ step: 'home.view', kind: 'error', value: 1 }] });
    const wrong = [
      { step: 'hom', kind: 'hang', value: 0 },
      { step: 'home.view', kind: 'sold-out', value: 0 },
    ];
    const answer = await shop.admin('PUT', '/admin/faults', { faults: wrong });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error.message).toMatch(
      /faults\/0\/step "hom" is not a step.*; faults\/1\/kind "sold-out" has no effect/,
    );
    expect((await shop.get('/home')).statusCode).toBe(500);
  });

  it.each([
    {},
    { faults: [{ step: 'home.view', kind: 'explode', value: 1 }] },
    { faults: [{ step: 'home.view' }] },
    { faults: [], forMs: 0 },
    { faults: [], forMs: 3_600_001 },
  ])('refuses the body %j', async (body) => {
    expect((await shop.admin('PUT', '/admin/faults', body)).statusCode).toBe(400);
  });
});
