/** A gray release through the whole tool: the shop's header, the crowd's counts, Prometheus, the comparison. */
import { expect, it } from 'vitest';
import type { Objective, Plan } from '../../scenarios/campaigns/plan.ts';
import { arriving } from '../../scenarios/campaigns/populations.ts';
import { rehearsedOnTime } from '../workshop/testing/trial.ts';
import { trialPlan } from '../workshop/testing/trial-plan.ts';

const SECONDS = 20;
const source = 'a test';
const OBJECTIVES: readonly Objective[] = [
  { kind: 'response-time', id: 'in-time', source, targetShare: 0.9 },
  { kind: 'canary', id: 'canary', source, worseShareMax: 0.01, slowerMsMax: 20 },
];

/** Some hundred shares of products a second, in a region with the new version and in one without. */
function grayPlan(): Plan {
  const plan = trialPlan({ seconds: SECONDS, browsers: 100, couponBuyersPerHour: 36_000 });
  const [burst] = plan.phases;
  return {
    ...plan,
    regions: [
      { name: 'east', share: 0.8 },
      { name: 'north', share: 0.2 },
    ],
    phases: [{ ...burst!, populations: [...burst!.populations, arriving('sharers', 'sharer', 720_000)] }],
    gray: { service: 'groups', version: '2.0', regions: ['east'], share: 0.4, steps: ['group.share'] },
    objectives: OBJECTIVES,
  };
}

it('a canary that is 40 ms slower is rolled back, and nothing else fails', async () => {
  const { verdict } = await rehearsedOnTime(grayPlan(), ['--misbehave', 'canary-is-slow']);
  expect(verdict.decidedBy).toEqual(['canary · whole run']);
  const [cell] = verdict.objectives.find(({ id }) => id === 'canary')!.cells;
  expect(cell).toMatchObject({
    state: 'fail',
    figure: 0,
    gray: { decision: 'roll-back', unknownAnswers: 0 },
  });
  expect(cell!.reason).toMatch(/^roll back: mean service time \+/);
  const { canaryAnswers, stableAnswers, serviceMs } = cell!.gray!;
  // 160 shares a second in east, 40 % of them by the new version.
  expect(canaryAnswers / (canaryAnswers + stableAnswers)).toBeCloseTo(0.4, 1);
  expect(serviceMs!.lower).toBeGreaterThan(30);
});
