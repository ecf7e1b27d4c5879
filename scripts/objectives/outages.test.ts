import { describe, expect, it } from 'vitest';
import { checkPlan } from '../plan/check.ts';
import { EXAMPLE_KNOWN, examplePlan, withValue } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';

const OBJECTIVE = { kind: 'response-time', id: 'fast', source: 'a test', targetShare: 0.99 } as const;
const mistakes = (objective: object, plan: unknown = examplePlan) =>
  planErrorOf(() => checkPlan(withValue(plan, ['objectives'], [objective]), EXAMPLE_KNOWN))?.mistakes ?? [];
const asking = (everySecondsMin: number, more: object = {}) => ({
  ...OBJECTIVE,
  outages: { everySecondsMin },
  ...more,
});

describe('a plan that must exclude outages', () => {
  const [first] = examplePlan.phases;
  const phaseSeconds = (first!.calendarMinutes * 60) / examplePlan.speed;

  it('is long enough if every part that must be proven lasts three times as long', () => {
    expect(mistakes(asking(phaseSeconds / 3, { requires: [{ phase: first!.name }] }))).toEqual([]);
  });

  it('is told how long it takes when a required phase is too short', () => {
    const [mistake, ...others] = mistakes(asking(phaseSeconds, { requires: [{ phase: first!.name }] }));
    expect(others).toEqual([]);
    expect(mistake).toMatchObject({ path: 'objectives[0].outages.everySecondsMin', value: phaseSeconds });
    expect(mistake!.problem).toBe(
      `takes ${(3 * phaseSeconds).toLocaleString('en')} s without a bad second to be proven, but phase "${first!.name}" lasts only ${phaseSeconds} s`,
    );
  });

  it('is told so when the whole plan is too short', () => {
    expect(mistakes(asking(1_000_000))).toMatchObject([
      { problem: expect.stringContaining('the plan lasts only') },
    ]);
  });

  it('may not call informative what it must prove', () => {
    expect(mistakes(asking(1, { informative: true }))[0]).toMatchObject({
      problem: 'asks for a proof, but an informative objective requires none',
    });
  });

  it.each([0, -1, '40', null])('cannot ask for outages of every %j s', (everySecondsMin) => {
    expect(mistakes({ ...OBJECTIVE, outages: { everySecondsMin } })).not.toEqual([]);
  });
});

describe('a required region', () => {
  it('must be one of the plan, and the nearest is suggested', () => {
    const [region] = examplePlan.regions;
    expect(mistakes({ ...OBJECTIVE, requires: [{ region: region!.name }] })).toEqual([]);
    expect(mistakes({ ...OBJECTIVE, requires: [{ region: `${region!.name}x` }] })).toMatchObject([
      {
        path: 'objectives[0].requires[0].region',
        problem: 'is not a region of the plan',
        hint: expect.stringContaining(region!.name),
      },
    ]);
  });

  it('is a mistake where there is only one', () => {
    const one = withValue(examplePlan, ['regions'], [{ name: 'east', share: 1 }]);
    expect(mistakes({ ...OBJECTIVE, requires: [{ region: 'east' }] }, one)).toMatchObject([
      { problem: 'is the only region of the plan' },
    ]);
  });

  it('is a mistake where shoppers are counted over all regions', () => {
    const honest = { kind: 'honest-refused', id: 'honest', source: 'a test', maxShare: 0.01 };
    const [region] = examplePlan.regions;
    const given = { ...honest, requires: [{ region: region!.name }] };
    expect(mistakes(given)[0]).toMatchObject({
      problem: 'is a region, but this objective is about populations',
    });
  });
});
