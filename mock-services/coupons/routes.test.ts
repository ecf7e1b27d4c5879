import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../testing.ts';

let test: TestShop;
beforeEach(async () => {
  test = await openTestShop();
  for (const campaign of ['tiered', 'category-home', 'one-yuan']) {
    expect((await test.post(`/coupons/${campaign}/claims`, { shopper: 's1' })).statusCode).toBe(201);
  }
});
afterEach(() => test.close());

const redeem = (campaign: string, changes: object = {}) =>
  test.post(`/coupons/${campaign}/redemptions`, { shopper: 's1', order: 'o1', totalFen: 60_000, ...changes });

it('combines a tiered coupon with a category’s on one order, which then costs less by both', async () => {
  const first = (await redeem('tiered')).json();
  const both = await redeem('category-home', { category: 'home', with: 'tiered' });
  expect(both.statusCode).toBe(201);
  expect(both.json().discountFen).toBeGreaterThan(first.discountFen);
  const refused = await redeem('one-yuan');
  expect([refused.statusCode, refused.json().error.code]).toEqual([409, 'not_stackable']);

  // Product 20 costs 99 CNY and more, six pieces of it less than 10,000.
  const order = { shopper: 's1', order: 'o1', product: '20', quantity: 6, coupon: 'tiered' };
  const { priceFen } = (await test.get('/products/20')).json();
  const payableFen = Math.max(0, 6 * priceFen - both.json().discountFen);
  expect((await test.post('/orders', order)).json()).toEqual({ order: 'o1', payableFen });
});

it.each([
  { changes: { category: 'a/b' }, names: 'body/category' },
  { changes: { with: '' }, names: 'body/with' },
])('refuses a redemption with $changes', async ({ changes, names }) => {
  const answer = await redeem('tiered', changes);
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error.message).toContain(names);
});
