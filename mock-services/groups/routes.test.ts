import { afterEach, beforeEach, expect, it } from 'vitest';
import { NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { endDue } from './domain.ts';
import { GROUP_LASTS_MS } from './group.ts';

/** One real millisecond is a campaign second. */
const CALENDAR = { startsAt: '2026-06-18T20:00:00+08:00', speed: 1000 };

let time: { ms: number };
let shop: TestShop;
beforeEach(async () => {
  time = { ms: NOW_MS };
  shop = await openTestShop({ calendar: CALENDAR }, { nowMs: () => time.ms });
});
afterEach(() => shop.close());

const letGroupsEnd = async (): Promise<number> => {
  time.ms += GROUP_LASTS_MS / CALENDAR.speed;
  return endDue(shop.shop.store, shop.shop.campaign.nowMs());
};
const metric = async (name: string): Promise<Record<string, number>> => {
  const { body } = await shop.get('/metrics');
  return Object.fromEntries(
    [
      ...body.matchAll(
        new RegExp(`^${name}\\{(?:(?:step|outcome)="(\\w+)",)?region="east"\\} (\\S+)$`, 'gm'),
      ),
    ].map(([, label, value]) => [label ?? 'all', Number(value)]),
  );
};
const join = (shopper: string, key?: string) => shop.post('/groups/members', { shopper, product: '1' }, key);

it('goes from share to order, and counts each step that succeeded', async () => {
  const body = { shopper: 's1', product: '1' };
  expect((await shop.post('/groups/shares', body)).json()).toEqual({
    group: '1:0',
    product: '1',
    missing: 2,
  });
  expect((await shop.get('/groups/shares/1')).json()).toMatchObject({ product: '1', missing: 2 });
  expect((await join('s1', 'k1')).statusCode).toBe(201);
  expect((await join('s1', 'k1')).headers['idempotency-replayed']).toBe('true');
  expect((await join('s1')).statusCode).toBe(409);
  expect((await shop.post('/groups/orders', { ...body, order: 'o1' })).json()).toEqual({
    order: 'o1',
    payableFen: 6_920,
    depositFen: 1_000,
  });
  expect((await shop.get('/groups/shares/99')).statusCode).toBe(404);
  expect(await metric('shop_groups_funnel_total')).toEqual({ share: 1, interact: 1, join: 1, order: 1 });
});

it('ends groups on the campaign clock, and goes on counting after a restart', async () => {
  for (const shopper of ['s1', 's2', 's3', 's4']) await join(shopper);
  expect(await endDue(shop.shop.store, shop.shop.campaign.nowMs())).toBe(0);
  expect(await metric('shop_groups_open')).toEqual({ all: 1 });
  expect(await letGroupsEnd()).toBe(2);
  expect(await letGroupsEnd()).toBe(0);

  await shop.close('keep data');
  shop = await openTestShop({ calendar: CALENDAR }, { nowMs: () => time.ms, dataDir: shop.dataDir });
  expect(await metric('shop_groups_open')).toEqual({ all: 0 });
  expect(await metric('shop_groups_total')).toEqual({ filled: 1, expired: 1 });
  expect(await metric('shop_groups_deposits_refunded_total')).toEqual({ all: 4 });
});

it('says what is missing in a request', async () => {
  const answer = await shop.post('/groups/orders', { shopper: 's1', product: '1' });
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error.message).toContain("must have required property 'order'");
});
