import { describe, expect, it } from 'vitest';
import { checkPlan } from '../plan/check.ts';
import { EXAMPLE_KNOWN, examplePlan, withValue } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';

const REPLICAS = { count: 1, countMax: 8, atOnce: 4, serviceMs: 40 };

const planWith = (replicas: object, regions: readonly object[] = [{ name: 'east', share: 1 }]) =>
  withValue(withValue(examplePlan, ['regions'], regions), ['shop', 'replicas'], replicas);
const mistakesOf = (plan: unknown) => planErrorOf(() => checkPlan(plan, EXAMPLE_KNOWN))?.mistakes ?? [];

describe('a plan with replicas', () => {
  it.each([
    { given: 'only what is needed', replicas: REPLICAS },
    {
      given: 'everything',
      replicas: {
        ...REPLICAS,
        ...{ count: 32, countMax: 32, contention: 0.05, crosstalk: 0.001, queueEach: 0 },
        startSeconds: { median: 2, p99: 2 },
      },
    },
  ])('may say $given', ({ replicas }) => {
    expect(mistakesOf(planWith(replicas))).toEqual([]);
  });

  it('has one region: a balancer stands before one process that keeps all state', () => {
    expect(mistakesOf(planWith(REPLICAS, examplePlan.regions))).toMatchObject([
      { path: 'shop.replicas', problem: 'needs a plan with one region; this one has 3' },
    ]);
  });

  it('is a mistake if it begins with more than it may gain', () => {
    expect(mistakesOf(planWith({ ...REPLICAS, count: 9 }))).toMatchObject([
      { path: 'shop.replicas.count', value: 9, problem: 'is above countMax (8)' },
    ]);
  });

  it.each([
    { given: 'begins with none', key: 'count', value: 0, problem: 'is too small' },
    { given: 'may gain more than 32', key: 'countMax', value: 33, problem: 'is too big' },
    { given: 'carries nothing', key: 'atOnce', value: 0, problem: 'is too small' },
    { given: 'takes no time', key: 'serviceMs', value: 0, problem: 'is too small' },
    { given: 'has contention below 0', key: 'contention', value: -0.1, problem: 'is too small' },
    { given: 'has crosstalk below 0', key: 'crosstalk', value: -0.1, problem: 'is too small' },
    { given: 'has a queue below 0', key: 'queueEach', value: -1, problem: 'is too small' },
  ])('is a mistake if it $given', ({ key, value, problem }) => {
    expect(mistakesOf(planWith({ ...REPLICAS, [key]: value }))).toMatchObject([
      { path: `shop.replicas.${key}`, value, problem },
    ]);
  });

  it('is a mistake if the slowest start sooner than most', () => {
    const startSeconds = { median: 5, p99: 4 };
    expect(mistakesOf(planWith({ ...REPLICAS, startSeconds }))).toMatchObject([
      { path: 'shop.replicas.startSeconds.p99', problem: 'is below the median (5)' },
    ]);
  });
});
