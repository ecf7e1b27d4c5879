import { expect, it } from 'vitest';
import { DEGRADED_HEADER } from '../../../mock-services/platform/outcome.ts';
import { openTestShop } from '../../../mock-services/testing/test-shop.ts';
import { mockShop } from './mock-shop.ts';

it('a step may be refused exactly where the shop itself may refuse it', async () => {
  const { shop, close } = await openTestShop();
  const { steps } = mockShop(1);
  const allowed = steps.filter(
    ({ name }) => shop.faults.mistakes([{ step: name, kind: 'sold-out', value: 0 }]).length === 0,
  );
  await close();
  expect(steps.filter(({ refusable }) => refusable)).toEqual(allowed);
  expect(allowed.length).toBeGreaterThan(0);
});

it('the header that marks a degraded answer is the one that the shop sends', () => {
  expect(mockShop(1).degradedHeader).toBe(DEGRADED_HEADER);
});
