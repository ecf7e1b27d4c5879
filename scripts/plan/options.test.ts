import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import smoke from '../../scenarios/campaigns/smoke.ts';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import { BEHAVIOURS as SHOPPERS } from '../../scenarios/targets/mock-shop/behaviours/index.ts';
import type { ShopSettings } from '../../scenarios/targets/mock-shop/settings.ts';
import { drillOf } from '../../scenarios/testing/drill.ts';
import { parseFault } from '../embedded/faults.ts';
import type { Mistake } from '../mistakes/plan-error.ts';
import { EXAMPLE_KNOWN, examplePlan } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { applyOptions, keepOnly, type PlanOptions } from './options.ts';

const { behaviours: BEHAVIOURS } = EXAMPLE_KNOWN;
const apply = (options: PlanOptions): Plan => applyOptions(examplePlan, options, EXAMPLE_KNOWN);
const shopOf = (options: PlanOptions): ShopSettings => apply(options).shop as ShopSettings;

const mistakesOf = (options: PlanOptions): readonly Mistake[] =>
  planErrorOf(() => apply(options))?.mistakes ?? [];

describe('numbers', () => {
  it('set the fields of the plan and nothing else', () => {
    const options = { scale: '1.5', pace: '2', speed: '6e1', seed: '4294967295' };
    expect(apply(options)).toEqual({ ...examplePlan, scale: 1.5, pace: 2, speed: 60, seed: 4_294_967_295 });
    expect(apply({})).toEqual(examplePlan);
  });

  it.each(['abc', '', ' ', '0', '-1', '1,5', '0x10', 'Infinity', 'NaN', '1e999', '1 000', '10%'])(
    'cannot be %j',
    (given) => {
      const want = { value: given, problem: 'is not a number above 0' };
      expect(mistakesOf({ scale: given, pace: given, speed: given })).toMatchObject([
        { path: '--scale', ...want },
        { path: '--pace', ...want },
        { path: '--speed', ...want },
      ]);
    },
  );

  it.each(['1.5', '-1', '4294967296', '1e400'])('cannot make %s a seed', (given) => {
    expect(mistakesOf({ seed: given })).toMatchObject([
      { path: '--seed', value: given, problem: 'is not a whole number from 0 to 4294967295' },
    ]);
  });

  it('leave the drills out if the run should have none', () => {
    const plan = { ...examplePlan, drills: [drillOf({ where: { step: 'coupon.redeem' } })] };
    expect(applyOptions(plan, {}, EXAMPLE_KNOWN).drills).toHaveLength(1);
    expect(applyOptions(plan, { drills: true }, EXAMPLE_KNOWN).drills).toHaveLength(1);
    expect(applyOptions(plan, { drills: false }, EXAMPLE_KNOWN).drills).toEqual([]);
  });

  it('that make the crowd smaller leave as many bots to risk control', () => {
    const { scale, objectives } = apply({ scale: '0.1' });
    expect(scale).toBe(0.1);
    expect(objectives.find(({ kind }) => kind === 'bots-stopped')).toMatchObject({
      targetShare: expect.closeTo(0.9, 9),
    });
  });

  it('that lift the crowd beyond all bounds are told where in the plan', () => {
    expect(mistakesOf({ scale: '30000' })).toMatchObject([
      { path: 'phases[0].populations[0].shoppers[1].value' },
    ]);
  });
});

describe('--only', () => {
  it('of a phase without the phase that it runs during lets it begin after the previous one', () => {
    const { phases } = apply({ only: ['flash-sale'] });
    expect(phases).toEqual([{ ...examplePlan.phases[1], begins: { after: 'previous' } }]);
  });

  it('of a phase and its host leaves its beginning alone, whatever the order they are named in', () => {
    expect(apply({ only: ['flash-sale', 'burst', 'burst'] }).phases).toEqual(examplePlan.phases.slice(0, 2));
  });

  it('drops the objectives and required cells of phases that are left out', () => {
    const { objectives } = apply({ only: ['burst'] });
    expect(objectives.map(({ id }) => id)).toEqual([
      'response-time',
      'coupon-success',
      'lost-orders',
      'bots-stopped',
      'honest-refused',
    ]);
    expect(objectives[0]!.requires).toEqual([{ phase: 'burst' }]);
  });

  it.each([
    {
      only: ['flash-sale'],
      want: ['response-time', 'flash-refused', 'lost-orders', 'recovery', 'honest-refused'],
    },
    { only: ['continuation'], want: ['response-time', 'coupon-success', 'lost-orders', 'honest-refused'] },
  ])('of $only drops objectives about steps or bots without traffic', ({ only, want }) => {
    expect(apply({ only }).objectives.map(({ id }) => id)).toEqual(want);
  });

  it('drops a required cell whose step nobody comes to any more, and keeps the objective', () => {
    const [first, ...rest] = examplePlan.objectives;
    const requires = [
      { step: 'flash.take' },
      { step: 'home.view' },
      { phase: 'burst', step: 'coupon.redeem' },
    ];
    const kept = keepOnly(
      { ...examplePlan, objectives: [{ ...first!, requires }, ...rest] },
      ['burst'],
      BEHAVIOURS,
    );
    expect(kept.objectives[0]!.requires).toEqual(requires.slice(1));
  });

  it.each([summerCarnival, smoke].flatMap((plan: Plan) => plan.phases.map(({ name }) => ({ name, plan }))))(
    '$name of $plan.name alone requires only what its shoppers can have samples of',
    ({ name, plan }) => {
      const kept = keepOnly(plan, [name], SHOPPERS);
      const cast = kept.phases.flatMap(({ populations }) =>
        populations.map(({ behaviour }) => SHOPPERS[behaviour]!),
      );
      const steps = new Set(cast.flatMap((behaviour) => Object.keys(behaviour.steps)));
      expect(kept.objectives.length).toBeGreaterThan(0);
      for (const objective of kept.objectives) {
        if ('step' in objective) expect(steps).toContain(objective.step);
        if (objective.kind === 'bots-stopped') expect(cast.some(({ bot }) => bot)).toBe(true);
        if (objective.kind === 'recovery') expect(objective.phase).toBe(name);
        for (const { phase = name, step } of objective.requires ?? []) {
          expect(phase).toBe(name);
          if (step !== undefined) expect(steps).toContain(step);
        }
      }
    },
  );

  it('drops populations that return from a dropped phase, and those that return from these', () => {
    const [, , last] = examplePlan.phases;
    const again = {
      ...last!.populations[1]!,
      name: 'again',
      of: { phase: 'continuation', population: 'trackers' },
    };
    const plan = {
      ...examplePlan,
      phases: [...examplePlan.phases.slice(0, 2), { ...last!, populations: [...last!.populations, again] }],
    };
    const kept = (only: string[]) =>
      keepOnly(plan, only, BEHAVIOURS).phases.map(({ populations }) => populations.map(({ name }) => name));
    expect(kept(['continuation'])).toEqual([['returners']]);
    expect(kept(['flash-sale', 'continuation'])).toEqual([['herd'], ['returners', 'trackers', 'again']]);
  });

  it('of a phase with only such populations is a mistake', () => {
    const [, , last] = examplePlan.phases;
    const phases = [...examplePlan.phases.slice(0, 2), { ...last!, populations: [last!.populations[1]!] }];
    expect(() => applyOptions({ ...examplePlan, phases }, { only: ['continuation'] }, EXAMPLE_KNOWN)).toThrow(
      /--only: "continuation" has no shoppers left.*\n.*add --only for those phases too/,
    );
  });

  it('makes a valid plan of any choice of phases', () => {
    const names = examplePlan.phases.map(({ name }) => name);
    fc.assert(
      fc.property(fc.subarray(names, { minLength: 1 }), (only) => {
        const plan = apply({ only });
        expect(plan.phases.map(({ name }) => name)).toEqual(only);
        expect(keepOnly(plan, only, BEHAVIOURS)).toEqual(plan);
      }),
    );
  });

  it('of an unknown phase lists those there are', () => {
    expect(mistakesOf({ only: ['brust', 'membership'] })).toMatchObject([
      { path: '--only', value: 'brust', hint: 'did you mean "burst"?' },
      { path: '--only', value: 'membership', hint: 'there are: burst, flash-sale, continuation' },
    ]);
  });
});

describe('--fault', () => {
  it.each([
    { given: 'search.query:latency=2000', want: { step: 'search.query', kind: 'latency', value: 2000 } },
    { given: 'coupon.redeem:error=200', want: { step: 'coupon.redeem', kind: 'error', value: 200 } },
    { given: '*:sold-out', want: { step: '*', kind: 'sold-out', value: 0 } },
    { given: '*:hang', want: { step: '*', kind: 'hang', value: 0 } },
    { given: 'flash.take:sold-out', want: { step: 'flash.take', kind: 'sold-out', value: 0 } },
    { given: 'bank:hang', want: { step: 'bank', kind: 'hang', value: 0 } },
    { given: 'courier-sf:error=2', want: { step: 'courier-sf', kind: 'error', value: 2 } },
    { given: 'bank:latency=900', want: { step: 'bank', kind: 'latency', value: 900 } },
    {
      given: 'bank:sold-out',
      want: {
        problem: 'has no effect on bank: it needs a step that can refuse',
        hint: /coupon\.redeem, flash\.take .* give bank one of .*hang/,
      },
    },
    {
      given: 'home.view:sold-out',
      want: {
        problem: 'has no effect on home.view: it needs a step that can refuse',
        hint: /coupon\.redeem, flash\.take \(or \* for all/,
      },
    },
    { given: 'banc:hang', want: { problem: 'is not a step or a dependency', hint: /"bank"/ } },
    {
      given: 'search.qery:latency=1',
      want: { problem: 'is not a step or a dependency', hint: /"search.query"/ },
    },
    {
      given: 'warehouse:hang',
      want: { problem: 'is not a step or a dependency', hint: /flash\.take, bank, courier-sf \(or \* for/ },
    },
    { given: 'search.query:latncy=1', want: { problem: 'has an unknown kind: latncy', hint: /"latency"/ } },
    { given: 'search.query:latency', want: { problem: 'needs a value', hint: /milliseconds/ } },
    {
      given: 'search.query:latency=0',
      want: { problem: 'is not a value for latency', hint: /milliseconds/ },
    },
    {
      given: 'coupon.redeem:error=1.5',
      want: { problem: 'is not a value for error', hint: /whole number above 0/ },
    },
    { given: '*:hang=5', want: { problem: 'has a value, but hang takes none', hint: /\*:hang/ } },
    { given: '*:latency=abc', want: { problem: 'is not a fault', hint: /NAME:KIND/ } },
    { given: 'hang', want: { problem: 'is not a fault', hint: /NAME:KIND/ } },
    { given: '', want: { problem: 'is not a fault', hint: /NAME:KIND/ } },
  ])('reads $given as $want', ({ given, want }) => {
    const hint = 'hint' in want ? { hint: expect.stringMatching(want.hint) } : {};
    expect(parseFault(given, EXAMPLE_KNOWN)).toEqual({ ...want, ...hint });
  });

  it('adds to the faults of the plan', () => {
    const { faults } = shopOf({ fault: ['*:hang', 'bank:hang', 'flash.take:sold-out'] });
    expect(faults.map(({ step, kind }) => `${step} ${kind}`)).toEqual([
      '* latency',
      'bank error',
      'courier-sf hang',
      '* hang',
      'bank hang',
      'flash.take sold-out',
    ]);
  });
});

describe('--misbehave', () => {
  it('adds to the plan’s own', () => {
    expect(shopOf({ misbehave: ['oversells', 'loses-an-order'] }).misbehave).toEqual([
      'oversells',
      'loses-an-order',
    ]);
    expect(shopOf({})).not.toHaveProperty('misbehave');
  });

  it('tells every unknown name, and the nearest one that there is', () => {
    expect(mistakesOf({ misbehave: ['loses-order', 'oversells', 'oversell'] })).toMatchObject([
      { path: '--misbehave', value: 'loses-order', hint: 'did you mean "loses-an-order"?' },
      { path: '--misbehave', value: 'oversell', hint: 'did you mean "oversells"?' },
    ]);
  });
});

it('every mistake of the command line is told at once', () => {
  const options = {
    ...{ scale: 'abc', pace: '2', seed: '-' },
    ...{ only: ['brust'], fault: ['*:hang', '*:explode'], misbehave: ['x'] },
  };
  const paths = ['--scale', '--seed', '--fault', '--misbehave', '--only'];
  expect(mistakesOf(options).map(({ path }) => path)).toEqual(paths);
});
