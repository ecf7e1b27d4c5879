import { expect, it } from 'vitest';
import { openTestShop } from '../../mock-services/testing/shop.ts';
import { mockShop } from '../../scenarios/storefront/mock-shop.ts';
import { REFUSABLE_STEPS } from './refusable-steps.ts';

it('may be sold out where the shop itself lets a step be, and nowhere else', async () => {
  const { shop, close } = await openTestShop();
  const steps = mockShop(1).steps.map(({ name }) => name);
  const allowed = steps.filter(
    (step) => shop.faults.mistakes([{ step, kind: 'sold-out', value: 0 }]).length === 0,
  );
  await close();
  expect([...REFUSABLE_STEPS].sort()).toEqual(allowed.sort());
});
