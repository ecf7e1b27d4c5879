import { describe, expect, it } from 'vitest';
import { judge } from '../verdict/judge.ts';
import { schemaMistakes } from '../workshop/testing/schema-mistakes.ts';
import { drawsOf } from '../workshop/testing/seeded-draws.ts';
import { OBJECTIVES } from '../workshop/testing/small-plan.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { CALM, versionsDrawn } from '../workshop/testing/versions-drawn.ts';
import { table } from './table.ts';

const STEP = 'coupon.redeem';
const PLACE = { step: STEP, region: 'east' };
const canary = { kind: 'canary', id: 'canary', source: 'a test', worseShareMax: 0.002 } as const;
const gray = { service: 'coupons', version: '2.0', regions: ['east'], share: 0.1, steps: [STEP] };

const verdictOf = (failedShare: number) => {
  const each = { answersPerSecond: 125, serviceMs: 10 };
  const release = {
    ...{ ...PLACE, seconds: 60, weather: CALM },
    canary: { ...each, failedShare },
    stable: { answersPerSecond: 1000, serviceMs: 10, failedShare: 0 },
  };
  const versions = versionsDrawn(release, drawsOf(1));
  return judge(
    rehearsal({ plan: { gray, objectives: [...OBJECTIVES, canary] }, observations: { versions } }),
  );
};

describe('a gray release in the verdict', () => {
  it('that is promoted is said so below its line, with what it rests on', () => {
    const verdict = verdictOf(0);
    expect(verdict.outcome).toBe('pass');
    expect(table.print(verdict, { colour: false, explain: true })).toMatch(
      /✓ canary .*\n +promote: failed 0 points \(/,
    );
  });

  it('that is rolled back fails the run, and says why', () => {
    const verdict = verdictOf(0.02);
    expect(verdict.outcome).toBe('fail');
    expect(verdict.headline).toContain('roll back: failed +');
    expect(table.print(verdict, { colour: false, explain: true })).toMatch(
      /FAILED\n +✗ canary · whole run: roll back: failed \+/,
    );
  });

  it.each([0, 0.001, 0.02])('is in verdict.json as its schema says: %d more failures', (failedShare) => {
    expect(schemaMistakes(verdictOf(failedShare))).toEqual([]);
  });
});
