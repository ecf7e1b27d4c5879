import { describe, expect, it } from 'vitest';
import { PlanError } from '../mistakes/plan-error.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { EXAMPLE_KNOWN, examplePlan, withValue } from '../workshop/testing/example-plan.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { checkPlan } from './check.ts';

const CAPACITY = {
  counts: [1, 2, 3, 4, 6, 8],
  scale: {
    command: 'kubectl scale deployment/shop --replicas={n}',
    ready: 'kubectl rollout status deployment/shop',
  },
};
const mistakesOf = (capacity: object, known = EXAMPLE_KNOWN) =>
  planErrorOf(() => checkPlan(withValue(examplePlan, ['capacity'], { ...CAPACITY, ...capacity }), known))
    ?.mistakes ?? [];

describe('what a plan says of its capacity', () => {
  it.each([
    { given: 'only what is needed', capacity: {} },
    {
      given: 'everything',
      capacity: {
        ...{ repetitions: 3, holdSeconds: 4, settleSecondsMax: 1, startPerSecond: 0.5, precision: 0.5 },
        ...{ demand: { low: 1, likely: 1, high: 1 }, utilisation: 1, zones: 3, lostZones: 2 },
        tiers: [{ tier: 'database', ceiling: 100 }],
      },
    },
  ])('may be $given', ({ capacity }) => {
    expect(mistakesOf(capacity)).toEqual([]);
  });

  it.each([
    { given: 'no count', capacity: { counts: [] }, path: 'counts' },
    { given: 'a count of 0', capacity: { counts: [0] }, path: 'counts[0]' },
    { given: 'a count twice', capacity: { counts: [1, 2, 1] }, path: 'counts[2]' },
    { given: 'a phase that is not there', capacity: { phase: 'nowhere' }, path: 'phase' },
    { given: 'too short a hold', capacity: { holdSeconds: 3 }, path: 'holdSeconds' },
    { given: 'no time to settle', capacity: { settleSecondsMax: 0 }, path: 'settleSecondsMax' },
    { given: 'no first load', capacity: { startPerSecond: 0 }, path: 'startPerSecond' },
    { given: 'a precision of none', capacity: { precision: 0.001 }, path: 'precision' },
    { given: 'more than full use', capacity: { utilisation: 1.1 }, path: 'utilisation' },
    { given: 'all zones lost', capacity: { zones: 2, lostZones: 2 }, path: 'lostZones' },
    { given: 'the only zone lost', capacity: { lostZones: 1 }, path: 'lostZones' },
    { given: 'a demand that falls', capacity: { demand: { low: 2, likely: 1, high: 3 } }, path: 'demand' },
    { given: 'a tier without a ceiling', capacity: { tiers: [{ tier: 'bank' }] }, path: 'tiers[0]' },
    {
      given: 'a tier with two',
      capacity: { tiers: [{ tier: 'bank', ceiling: 1, saturation: 'up' }] },
      path: 'tiers[0]',
    },
    {
      given: 'a command without the number',
      capacity: { scale: { ...CAPACITY.scale, command: 'kubectl scale' } },
      path: 'scale.command',
    },
    {
      given: 'an empty command',
      capacity: { scale: { ...CAPACITY.scale, ready: ' ' } },
      path: 'scale.ready',
    },
  ])('is a mistake with $given, in both languages', ({ capacity, path }) => {
    const mistakes = mistakesOf(capacity);
    expect(mistakes.map((each) => each.path)).toContain(`capacity.${path}`);
    const error = new PlanError('plan', mistakes);
    expect(leftEnglish(error.saidIn(en), error.saidIn(zh), [/kubectl \S.*$/])).toEqual([]);
  });

  it('is a mistake where a tier asks a Prometheus that the plan does not name', () => {
    const { prometheus: _, ...plan } = { prometheus: null, ...examplePlan } as Record<string, unknown>;
    const capacity = { ...CAPACITY, tiers: [{ tier: 'bank', saturation: 'bank_used_share' }] };
    const error = planErrorOf(() => checkPlan({ ...plan, capacity }, EXAMPLE_KNOWN));
    expect(error?.mistakes.map(({ path }) => path)).toContain('capacity.tiers[0].saturation');
  });
});
