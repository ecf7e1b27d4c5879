import { expect, it } from 'vitest';
import smoke from '../../scenarios/campaigns/smoke.ts';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import { runVirtually } from '../../scenarios/crowd/virtual-world.ts';
import { COUNTER } from '../../scenarios/metrics.ts';
import { mockShop } from '../../scenarios/targets/mock-shop/mock-shop.ts';
import { expectedShop } from '../embedded/expected-shop.ts';

const SEEDS = 40;

it.each([smoke, summerCarnival])(
  'a healthy flash sale of $name sells out in each region as its plan requires, whatever the seed',
  (whole) => {
    const sellsOut = whole.objectives.find(({ id }) => id === 'flash-sale-sells-out')!;
    if (sellsOut.kind !== 'refused') throw new Error(`${sellsOut.id} is ${sellsOut.kind}`);
    expect(sellsOut.requires).toEqual(whole.regions.map(({ name }) => ({ region: name })));
    const phase = whole.phases.find(({ name }) => name === 'flash-sale')!;
    const shop = mockShop(whole.shop.products);
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const plan = { ...whole, seed };
      const share = { index: 0, of: 1 };
      const crowd = { plan, phase, shop, share, vu: '0', runTag: 'test' };
      const { totals } = runVirtually([crowd], { target: expectedShop(plan) });
      for (const { name: region } of plan.regions) {
        const answers = { step: sellsOut.step, region };
        const refused = totals.sum(COUNTER.responses, { ...answers, outcome: 'refused' });
        const refusedShare = refused / totals.sum(COUNTER.responses, answers);
        expect(refusedShare).toBeGreaterThanOrEqual(sellsOut.minShare);
        expect(refusedShare).toBeLessThanOrEqual(sellsOut.maxShare);
      }
    }
  },
);
