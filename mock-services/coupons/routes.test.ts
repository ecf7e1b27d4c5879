import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../testing/test-shop.ts';

/** Two of the 469 CNY's home product. */
const CART = { product: '2', quantity: 2 };

let test: TestShop;
beforeEach(async () => {
  test = await openTestShop();
  for (const campaign of ['tiered', 'category-home', 'one-yuan']) {
    expect((await test.post(`/coupons/${campaign}/claims`, { shopper: 's1' })).statusCode).toBe(201);
  }
});
afterEach(() => test.close());

const redeem = (campaign: string, changes: object = {}) =>
  test.post(`/coupons/${campaign}/redemptions`, { shopper: 's1', order: 'o1', ...CART, ...changes });

it('combines a tiered coupon with a category’s on one order, which then costs less by both', async () => {
  const first = (await redeem('tiered')).json();
  const both = await redeem('category-home', { with: 'tiered' });
  expect(both.statusCode).toBe(201);
  expect(both.json().discountFen).toBeGreaterThan(first.discountFen);
  const refused = await redeem('one-yuan');
  expect([refused.statusCode, refused.json().error.code]).toEqual([409, 'not_stackable']);

  const other = await test.post('/orders', { shopper: 's1', order: 'o1', ...CART, quantity: 1 });
  expect([other.statusCode, other.json().error.code]).toEqual([409, 'other_cart']);
  const { payableFen } = both.json();
  const ordered = await test.post('/orders', { shopper: 's1', order: 'o1', ...CART });
  expect(ordered.json()).toEqual({ order: 'o1', payableFen });
});

it.each([
  { changes: { product: 'a/b' }, names: 'body/product' },
  { changes: { with: '' }, names: 'body/with' },
])('refuses a redemption with $changes', async ({ changes, names }) => {
  const answer = await redeem('tiered', changes);
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error.message).toContain(names);
});
