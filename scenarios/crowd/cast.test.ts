import { describe, expect, it } from 'vitest';
import type { CarnivalPlan } from '../targets/mock-shop/settings.ts';
import { arriving, crowdsOf, gazer, held, herd, once, planOf } from '../testing/world.ts';
import { castOf } from './cast.ts';

const POPULATIONS = [held(1000, 'gazer'), arriving(3600, 'gazer'), herd(30, 2)];
function castWith(changes: Partial<CarnivalPlan>) {
  const [settings] = crowdsOf(planOf(60, POPULATIONS, changes), { behaviours: [gazer(2)] });
  const { plan, phase, shop } = settings!;
  return castOf(plan, phase, shop);
}

describe('the cast of a phase', () => {
  it('is scaled: shoppers held, arrivals and herds alike', () => {
    const [browsers, buyers, flash] = castWith({ scale: 0.5 });
    expect([browsers!.curve!.max, buyers!.curve!.max, flash!.herdShoppers]).toEqual([500, 1800, 15]);
  });

  it('has its think times stretched only where the plan says so', () => {
    const [browsers, buyers, flash] = castWith({ pace: 30 });
    expect(browsers!.graph.thinkMsMean).toEqual([60_000]);
    expect(buyers!.graph.thinkMsMean).toEqual([2000]);
    expect(flash!.graph.thinkMsMean).toEqual([2000, 2000, 0]);
  });

  it("has the calendar squeezed by the plan's speed, and not its thinks", () => {
    const [browsers, , flash] = castWith({ speed: 120 });
    expect([flash!.herdAtMs, browsers!.graph.thinkMsMean[0]]).toEqual([1000, 2000]);
  });

  it("knows each node as the shop's step", () => {
    const [settings] = crowdsOf(planOf(60, [herd(1, 0)]));
    const { plan, phase, shop } = settings!;
    const [flash] = castOf(plan, phase, shop);
    expect(flash!.stepOf.map((step) => shop.steps[step]!.name)).toEqual([
      'flash.take',
      'order.create',
      'payment.pay',
    ]);
  });

  it('draws with a seed of its own for each population, phase and plan', () => {
    const seeds = [1, 2].flatMap((seed) => {
      const [first] = planOf(60, POPULATIONS).phases;
      const phases = [first!, { ...first!, name: 'continuation' }];
      const plan = planOf(60, [], { seed, phases });
      return phases.flatMap((phase) => {
        const [settings] = crowdsOf(plan, { phase: phase.name, behaviours: [gazer(2)] });
        return castOf(plan, phase, settings!.shop).map((member) => member.seed);
      });
    });
    expect(new Set(seeds).size).toBe(2 * 2 * POPULATIONS.length);
  });

  it.each([
    {
      given: 'a behaviour that nobody wrote',
      behaviours: [],
      behaviour: 'sleeper',
      want: 'phase burst, population browsers: no behaviour "sleeper"',
    },
    {
      given: "a step that the target's adapter has not",
      behaviours: [once('wish.list')],
      behaviour: 'once',
      want: 'behaviour once: the shop has no step "wish.list"',
    },
  ])('cannot have $given', ({ behaviours, behaviour, want }) => {
    const [settings] = crowdsOf(planOf(60, [held(1, behaviour)]), { behaviours });
    const { plan, phase, shop } = settings!;
    expect(() => castOf(plan, phase, shop)).toThrow(want);
  });
});
