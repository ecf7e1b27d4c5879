import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../testing/test-shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(() => shop.close());

const metrics = async (): Promise<string[]> =>
  (await shop.get('/metrics')).body
    .split('\n')
    .filter((line) => /^shop_storefront_(impressions|clicks|message_visits)_total/.test(line))
    .map((line) => line.replace('shop_storefront_', '').replace(/,?region="east"/, ''));

it('measures clicks from the home page, and visits from a message separately', async () => {
  for (let views = 0; views < 4; views += 1) await shop.get('/home');
  await shop.get('/focus');
  await shop.get('/h5/reservations');
  await shop.get('/h5/reservations?from=home');
  for (let visits = 0; visits < 3; visits += 1) await shop.get('/h5/reservations?from=message');
  await shop.get('/activity');
  expect(await metrics()).toEqual([
    'impressions_total{slot="focus"} 4',
    'impressions_total{slot="h5"} 4',
    'clicks_total{slot="focus"} 1',
    'clicks_total{slot="h5"} 2',
    'message_visits_total{} 3',
  ]);
});

it('counts no page that a fault kept from being shown', async () => {
  const faults = ['home.view', 'focus.view', 'h5.view'].map((step) => ({ step, kind: 'error', value: 1 }));
  expect((await shop.admin('PUT', '/admin/faults', { faults })).statusCode).toBe(200);
  for (const url of ['/home', '/focus', '/h5/reservations', '/h5/reservations?from=message']) {
    expect((await shop.get(url)).statusCode).toBe(500);
  }
  expect((await metrics()).map((line) => line.split(' ')[1])).toEqual(['0', '0', '0', '0', '0']);
});

it('counts nothing for an unknown origin', async () => {
  const answer = await shop.get('/h5/reservations?from=moon');
  expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'invalid_request']);
  expect(answer.json().error.message).toContain('querystring/from');
  expect((await metrics()).map((line) => line.split(' ')[1])).toEqual(['0', '0', '0', '0', '0']);
});

it('answers the landing pages in full', async () => {
  expect((await shop.get('/focus')).json()).toMatchObject({
    flashProduct: 'flash-1',
    products: expect.arrayContaining([{ id: '1', name: 'Product 1', priceFen: 9_900, category: 'beauty' }]),
  });
  const { products } = (await shop.get('/h5/reservations')).json();
  expect(products).toHaveLength(10);
});
