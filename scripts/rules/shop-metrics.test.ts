/** The embedded shop tells what the alerts read, under these names. */
import { collectDefaultMetrics, Registry } from 'prom-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../mock-services/testing/test-shop.ts';
import { SHOP, SHOP_BREAKER, SHOP_FIGURE } from '../../scenarios/metrics.ts';

let shop: TestShop;
beforeAll(async () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  shop = await openTestShop({}, { registry });
});
afterAll(() => shop.close());

it.each([...Object.values(SHOP), ...Object.values(SHOP_BREAKER), ...Object.values(SHOP_FIGURE)])(
  'the shop has %s',
  async (name) => {
    const { body } = await shop.get('/metrics');
    expect(body).toMatch(new RegExp(`^# TYPE ${name} (gauge|counter)$`, 'm'));
  },
);

it('a breaker says for which dependency, and in which region', async () => {
  const { body } = await shop.get('/metrics');
  expect(body).toMatch(/^shop_breaker_state\{dependency="bank",region="east"\} 0$/m);
  expect(body).toMatch(/^shop_breaker_events_total\{dependency="bank",event="success",region="east"\} 0$/m);
});
