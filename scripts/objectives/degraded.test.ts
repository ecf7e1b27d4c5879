import { describe, expect, it } from 'vitest';
import type { Objective } from '../../scenarios/campaigns/plan.ts';
import { judge } from '../verdict/judge.ts';
import { named } from '../workshop/testing/cell-names.ts';
import { OBJECTIVES } from '../workshop/testing/small-plan.ts';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';

const declared = (maxShare: number, step?: string): Objective => ({
  kind: 'degraded',
  id: 'later',
  source: 'a test',
  maxShare,
  ...(step === undefined ? {} : { step }),
});
const judged = (steps: NonNullable<Story['steps']>, ...more: readonly Objective[]) =>
  judge(rehearsal({ steps, plan: { objectives: [...OBJECTIVES, ...more] } }));
const cellsOf = (verdict: ReturnType<typeof judge>, id: string) =>
  verdict.objectives.find((each) => each.id === id)?.cells ?? [];
const ofRedemptions = (degraded: number): NonNullable<Story['steps']> => ({
  'burst · coupon.redeem': { degraded },
});

describe('a degraded answer that the plan allows', () => {
  it.each([
    { degraded: 0, want: 'pass' },
    { degraded: 200, want: 'pass' },
    { degraded: 280, want: 'not-proven' },
    { degraded: 400, want: 'fail' },
  ])('is $want with $degraded of 13,600 for at most 2 %', ({ degraded, want }) => {
    const verdict = judged(ofRedemptions(degraded), declared(0.02, 'coupon.redeem'));
    expect(cellsOf(verdict, 'later')[0]).toMatchObject({
      step: 'coupon.redeem',
      state: want,
      figure: degraded / 13_600,
      n: 13_600,
    });
  });

  it('is neither a success nor a failure, and in time like any other', () => {
    const verdict = judged(ofRedemptions(200), declared(0.02, 'coupon.redeem'));
    expect(cellsOf(verdict, 'coupons')[0]).toMatchObject({ figure: 1, n: 13_400, state: 'pass' });
    expect(cellsOf(verdict, 'response')[0]).toMatchObject({ figure: 1 });
    expect(cellsOf(verdict, 'no-other-degraded')).toEqual([]);
    expect(verdict.outcome).toBe('pass');
  });

  it('may be one of any step when the objective names none, and is judged step by step', () => {
    const verdict = judged({ 'burst · order.create': { degraded: 600 } }, declared(0.03));
    expect(named(verdict, 'fail')).toContain('later · burst · order.create');
    expect(cellsOf(verdict, 'later')[0]).toMatchObject({ phase: null, step: null, state: 'pass' });
  });
});

describe('a degraded answer that the plan does not allow', () => {
  it('has failed: it is no success and was not served in time', () => {
    const verdict = judged(ofRedemptions(600));
    expect(cellsOf(verdict, 'coupons')[0]).toMatchObject({
      state: 'fail',
      n: 13_600,
      figure: 13_000 / 13_600,
    });
    const response = cellsOf(verdict, 'response').find(
      ({ phase, step }) => phase === 'burst' && step === 'coupon.redeem',
    )!;
    expect(response.figure).toBeCloseTo(11_400 / 12_000, 12);
    expect(verdict.outcome).toBe('fail');
  });

  it('is shown by step, whatever the other objectives make of it', () => {
    const verdict = judged({ 'burst · order.create': { degraded: 3 } });
    expect(cellsOf(verdict, 'no-other-degraded')).toMatchObject([
      {
        phase: 'burst',
        step: 'order.create',
        state: 'not-judged',
        reason: '3 of 12,000 degraded: each counts as failed',
      },
    ]);
  });

  it('makes the seconds in which it came bad ones', () => {
    const seconds = (degraded: number) =>
      cellsOf(judged(ofRedemptions(degraded)), 'coupons')[0]!.sample!.secondsBad;
    expect([seconds(0), seconds(6000)]).toEqual([0, 100]);
  });

  it('has failed at the steps that another objective does not name', () => {
    const verdict = judged(ofRedemptions(600), declared(0.1, 'order.create'));
    expect(named(verdict, 'fail')).toContain('coupons · coupon.redeem');
  });
});
