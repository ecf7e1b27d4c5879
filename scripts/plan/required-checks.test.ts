import { expect, it } from 'vitest';
import type { Objective } from '../../scenarios/campaigns/plan.ts';
import { EXAMPLE_KNOWN, examplePlan, withValue } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { checkPlan } from './check.ts';

const mistakesOf = (plan: unknown) => planErrorOf(() => checkPlan(plan, EXAMPLE_KNOWN))?.mistakes ?? [];
const objectives = (change: (objective: Objective) => Objective) => ({
  ...examplePlan,
  objectives: examplePlan.objectives.map(change),
});
const WATCHING: readonly string[] = ['response-time', 'success'];
const OTHERS: readonly string[] = ['refused', 'lost-orders', 'recovery', 'bots-stopped', 'honest-refused'];

it('a plan whose objectives are all informative is a mistake: its run would pass without a request', () => {
  const mistakes = mistakesOf(objectives(({ requires: _, ...each }) => ({ ...each, informative: true })));
  expect(mistakes.map(({ path, problem }) => `${path} ${problem}`)).toEqual([
    'objectives require nothing to be proven from requests, so a run could pass without any',
  ]);
});

it.each(WATCHING)('one required objective of kind %s is enough', (kind) => {
  const mistakes = mistakesOf(
    objectives((each) => {
      const { requires: _, ...rest } = each;
      return each.kind === kind ? rest : { ...rest, informative: true };
    }),
  );
  expect(mistakes).toEqual([]);
});

it.each(OTHERS)('a required objective of kind %s is not enough', (kind) => {
  const left = examplePlan.objectives.filter((each) => each.kind === kind);
  const plan = { ...examplePlan, objectives: left.map((each) => ({ ...each, informative: false })) };
  expect(mistakesOf(plan).map(({ path }) => path)).toEqual(['objectives']);
});

it.each([
  {
    what: 'informative and required',
    at: 0,
    key: 'informative',
    value: true,
    path: 'objectives[0].requires',
  },
  {
    what: 'of a fact, but about one phase',
    at: 3,
    key: 'requires',
    value: [{ phase: 'burst' }],
    path: 'objectives[3].requires[0]',
  },
  {
    what: 'of a recovery, but about one step',
    at: 4,
    key: 'requires',
    value: [{ step: 'flash.take' }],
    path: 'objectives[4].requires[0]',
  },
])('a required part of the run cannot be $what', ({ at, key, value, path }) => {
  const mistakes = mistakesOf(withValue(examplePlan, ['objectives', at, key], value));
  expect(mistakes.map((each) => each.path)).toEqual([path]);
});
