import { expect, it } from 'vitest';
import { EXAMPLE_KNOWN, examplePlan, withValue } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { checkPlan } from './check.ts';

const GOOD = { name: 'X-Environment', value: 'staging' };
const mistakesOf = (header: unknown) =>
  planErrorOf(() => checkPlan(withValue(examplePlan, ['allow', 0, 'header'], header), EXAMPLE_KNOWN))
    ?.mistakes ?? [];

it.each([GOOD, { ...GOOD, path: '/health?x=1' }, { name: 'x-env', value: 'uat 2' }])(
  'a header that only a staging sends may be agreed on: %j',
  (header) => {
    expect(mistakesOf(header)).toEqual([]);
  },
);

it.each([
  { given: { ...GOOD, name: 'Server' }, at: 'name', want: /is a header of production too/ },
  { given: { ...GOOD, name: 'set-cookie' }, at: 'name', want: /is a header of production too/ },
  { given: { ...GOOD, name: 'X Environment' }, at: 'name', want: /is not the name of a header/ },
  { given: { ...GOOD, name: 'X-Environment:' }, at: 'name', want: /is not the name of a header/ },
  { given: { ...GOOD, value: 'Production' }, at: 'value', want: /is what production calls itself/ },
  { given: { ...GOOD, value: '' }, at: 'value', want: /is not the value of a header/ },
  { given: { ...GOOD, value: 'a\r\nb' }, at: 'value', want: /is not the value of a header/ },
  { given: { ...GOOD, path: 'health' }, at: 'path', want: /is not a path/ },
  { given: { ...GOOD, path: '//elsewhere.example' }, at: 'path', want: /is not a path/ },
  { given: { ...GOOD, path: '/a b' }, at: 'path', want: /is not a path/ },
])('$given.name: $given.value at $given.path is told: $want', ({ given, at, want }) => {
  expect(mistakesOf(given)).toEqual([
    expect.objectContaining({ path: `allow[0].header.${at}`, problem: expect.stringMatching(want) }),
  ]);
});
