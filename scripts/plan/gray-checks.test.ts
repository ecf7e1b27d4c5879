import { describe, expect, it } from 'vitest';
import { EXAMPLE_KNOWN, examplePlan } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { checkPlan } from './check.ts';

const GRAY = {
  service: 'coupons',
  version: '2.0',
  regions: ['east', 'north'],
  share: 0.2,
  steps: ['coupon.redeem'],
};
const CANARY = { kind: 'canary', id: 'canary', source: 'a test', worseShareMax: 0.001 } as const;

const planWith = (gray: object | undefined, canary: object | null = {}): unknown => ({
  ...examplePlan,
  ...(gray === undefined ? {} : { gray }),
  objectives: [...examplePlan.objectives, ...(canary === null ? [] : [{ ...CANARY, ...canary }])],
});
const mistakesOf = (plan: unknown): readonly string[] =>
  (planErrorOf(() => checkPlan(plan, EXAMPLE_KNOWN))?.mistakes ?? []).map(
    ({ path, problem }) => `${path} ${problem}`,
  );

describe('a gray release', () => {
  it.each([{}, { header: 'X-Version' }, { version: 'v2.0-rc.1+4' }])('may be as planned: %j', (change) => {
    expect(mistakesOf(planWith({ ...GRAY, ...change }))).toEqual([]);
  });

  it.each([
    { given: { regions: ['east', 'nroth'] }, want: 'gray.regions[1]' },
    { given: { steps: ['coupon.redem'] }, want: 'gray.steps[0]' },
    { given: { header: 'X Version' }, want: 'gray.header' },
    { given: { version: '2.0\n' }, want: 'gray.version' },
    { given: { share: 1 }, want: 'gray.share' },
    { given: { regions: [] }, want: 'gray.regions' },
  ])('has a mistake in $given', ({ given, want }) => {
    expect(mistakesOf(planWith({ ...GRAY, ...given })).map((each) => each.split(' ')[0])).toEqual([want]);
  });

  it('that nobody judges is a mistake', () => {
    expect(mistakesOf(planWith(GRAY, null))).toEqual(['gray is a release that no objective judges']);
  });
});

it('a drill that rolls back needs a gray release', () => {
  const rollBack = {
    name: 'roll-back',
    at: { phase: examplePlan.phases[0]!.name, minute: 1 },
    for: { seconds: 1, recoverySeconds: 1 },
    where: { step: 'coupon.redeem' },
    fault: { kind: 'roll-back' },
    expect: [],
  };
  const problem = 'rolls a gray release back, and the plan has none';
  const plan = { ...examplePlan, drills: [rollBack] };
  expect(mistakesOf(plan).join('\n')).toContain(problem);
  expect(mistakesOf({ ...(planWith(GRAY) as object), drills: [rollBack] }).join('\n')).not.toContain(problem);
});

describe('an objective about a canary', () => {
  it('needs a gray release', () => {
    const [found = ''] = mistakesOf(planWith(undefined));
    expect(found).toContain('judges a canary, but the plan has no gray release');
  });

  it('may be about one step of the release, and about no other', () => {
    expect(mistakesOf(planWith(GRAY, { step: 'coupon.redeem' }))).toEqual([]);
    const [found = ''] = mistakesOf(planWith(GRAY, { step: 'home.view' }));
    expect(found).toContain('is not a step of the gray release');
  });

  it('is judged once, over all regions', () => {
    const [found = ''] = mistakesOf(planWith(GRAY, { requires: [{ region: 'east' }] }));
    expect(found).toContain('is judged only once');
  });
});
