import { expect, it } from 'vitest';
import { EXAMPLE_KNOWN, examplePlan, withValue } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { checkPlan } from './check.ts';
import { rawMistake } from './raw-plan.ts';

const told = (plan: unknown) => {
  const error = planErrorOf(() => checkPlan(plan, EXAMPLE_KNOWN));
  return {
    exitCode: error?.exitCode,
    mistakes: error?.mistakes.map(({ path, problem }) => `${path} ${problem}`),
  };
};

const cyclic: Record<string, unknown> = { ...examplePlan };
cyclic.shop = { ...examplePlan.shop, plan: cyclic };
const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
/** Two references to each value: every level doubles what a walk meets. */
const doubled = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value, value];
  return value;
};
const POINTS = Array.from({ length: 200_000 }, (_, i) => ({ atMinute: i / 2000, value: 1 }));

it.each([
  { what: 'contains itself', plan: cyclic, want: 'shop.plan contains itself' },
  {
    what: 'is nested without end',
    plan: { ...examplePlan, extra: deep(5000) },
    want: /^extra\[0\].* is more than 50 levels deep$/,
  },
  {
    what: 'is small on disk and endless to walk',
    plan: { ...examplePlan, extra: doubled(40) },
    want: /brings the plan to more than 1000000 values$/,
  },
  {
    what: 'has a curve of 200,000 points',
    plan: withValue(examplePlan, ['phases', 0, 'populations', 0, 'shoppers'], POINTS),
    want: 'phases[0].populations[0].shoppers has too many entries',
  },
  {
    what: 'has a name of 5,000 characters',
    plan: { ...examplePlan, name: 'x'.repeat(5000) },
    want: 'name is too long',
  },
  { what: 'thinks for ever', plan: { ...examplePlan, pace: 1e308 }, want: 'pace is too big' },
  { what: 'does not think', plan: { ...examplePlan, pace: 1e-308 }, want: 'pace is too small' },
])('a plan that $what is a mistake with its reason', ({ plan, want }) => {
  const { exitCode, mistakes } = told(plan);
  expect(exitCode).toBe(104);
  expect(mistakes).toEqual([typeof want === 'string' ? want : expect.stringMatching(want)]);
});

it('a value that stands in two places of a plan does not contain itself', () => {
  const point = { atMinute: 0, value: 1 };
  expect(rawMistake({ a: [point, point], b: point })).toBeNull();
});

it('a plan with more shoppers than there are draws is a mistake', () => {
  const crowd = (i: number) => ({
    ...examplePlan.phases[0]!.populations[0]!,
    name: `p${i}`,
    shoppers: [{ atMinute: 0, value: 50_000_000 }],
  });
  const plan = withValue(
    examplePlan,
    ['phases', 0, 'populations'],
    Array.from({ length: 50 }, (_, i) => crowd(i)),
  );
  const objectives = examplePlan.objectives.filter(({ kind }) => kind === 'response-time');
  expect(told({ ...(plan as object), objectives }).mistakes).toEqual([
    expect.stringMatching(
      /^phases have 2,500,\d\d\d,\d\d\d shoppers in all, but there are draws for 2,147,483,648 only$/,
    ),
  ]);
});
