/** The embedded shop tells what the alerts and the panels read, under these names. */
import { collectDefaultMetrics, Registry } from 'prom-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../mock-services/testing/test-shop.ts';
import { NODE_PROCESS, SHOP, SHOP_BREAKER, SHOP_FIGURE } from '../../scenarios/metrics.ts';

let shop: TestShop;
beforeAll(async () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  shop = await openTestShop({}, { registry });
});
afterAll(() => shop.close());

const NAMES = [SHOP, SHOP_BREAKER, SHOP_FIGURE, NODE_PROCESS].flatMap((names) => Object.values(names));

it.each(NAMES)('the shop has %s', async (name) => {
  const { body } = await shop.get('/metrics');
  expect(body).toMatch(new RegExp(`^# TYPE ${name} (gauge|counter|histogram)$`, 'm'));
});

it('a breaker says for which dependency, and in which region', async () => {
  const { body } = await shop.get('/metrics');
  expect(body).toMatch(/^shop_breaker_state\{dependency="bank",region="east"\} 0$/m);
  expect(body).toMatch(/^shop_breaker_events_total\{dependency="bank",event="success",region="east"\} 0$/m);
});
