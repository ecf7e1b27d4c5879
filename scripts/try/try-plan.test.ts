import { expect, it } from 'vitest';
import smoke from '../../scenarios/campaigns/smoke.ts';
import { castOf } from '../../scenarios/crowd/cast.ts';
import { mockShop } from '../../scenarios/targets/mock-shop/mock-shop.ts';
import { tryPlan } from './try-plan.ts';

const shop = mockShop(100);

it('has a population for each behaviour of the shop, those of the plan first', () => {
  const { phases, regions } = tryPlan(smoke, shop, []);
  const names = phases.flatMap(({ populations }) => populations.map(({ behaviour }) => behaviour));
  expect(names.toSorted()).toEqual(Object.keys(shop.behaviours).toSorted());
  expect(names[0]).toBe(smoke.phases[0]!.populations[0]!.behaviour);
  expect(regions).toEqual([{ ...smoke.regions[0], share: 1 }]);
});

it('lets those return who return in the plan, as whom they came', () => {
  const plan = tryPlan(smoke, shop, []);
  const cast = castOf(plan, plan.phases[0]!, shop);
  const member = (name: string) => cast.find(({ population }) => population.name === name)!;
  expect(member('reserved-buyer').identity.firstSeed).toBe(member('reserver').seed);
});

it('is only of the behaviours that were named; who would return from another comes new', () => {
  const [phase] = tryPlan(smoke, shop, ['reserved-buyer']).phases;
  expect(phase!.populations).toEqual([expect.objectContaining({ behaviour: 'reserved-buyer' })]);
  expect(phase!.populations[0]).not.toHaveProperty('of');
});
