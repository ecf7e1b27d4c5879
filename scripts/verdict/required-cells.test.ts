import { describe, expect, it } from 'vitest';
import type { Objective, ObjectiveBase, RequiredCell } from '../../scenarios/campaigns/plan.ts';
import { OBJECTIVES } from '../workshop/testing/small-plan.ts';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';
import { cellsWhere, fullName, judge } from './judge.ts';
import type { Verdict } from './verdict.ts';

type Asked = Pick<ObjectiveBase, 'requires' | 'informative'>;
/** The small rehearsal, where `coupons` asks for more or less than the whole run. */
const asking = (asked: Asked, story: Story = {}): Verdict => {
  // The objective about honest shoppers asks for more sessions than some of these stories have.
  const others = OBJECTIVES.filter(({ kind }) => kind !== 'honest-refused');
  const objectives = others.map((each) => (each.id === 'coupons' ? { ...each, ...asked } : each));
  return judge(rehearsal({ ...story, plan: { objectives } }));
};

describe('required cells', () => {
  const fewInTheWarmUp: Story = { steps: { 'warm-up · coupon.redeem': { intended: 1000 } } };

  it.each([
    { requires: [{ phase: 'warm-up' }], want: 'inconclusive' },
    { requires: [{ phase: 'warm-up', step: 'coupon.redeem' }], want: 'inconclusive' },
    { requires: [{ phase: 'burst' }], want: 'pass' },
    { requires: [{}], want: 'pass' },
    { requires: [], want: 'pass' },
    { requires: [{ phase: 'a phase that nobody redeems in' }], want: 'inconclusive' },
  ] satisfies { requires: RequiredCell[]; want: string }[])(
    '$requires make 1,000 redemptions in the warm-up $want',
    ({ requires, want }) => {
      expect(asking({ requires }, fewInTheWarmUp).outcome).toBe(want);
    },
  );

  const fewEverywhere: Story = {
    steps: { 'warm-up · coupon.redeem': { intended: 100 }, 'burst · coupon.redeem': { intended: 100 } },
  };

  it.each([
    { asked: {}, want: 'inconclusive' },
    { asked: { requires: [] }, want: 'inconclusive' },
    { asked: { informative: false }, want: 'inconclusive' },
    { asked: { informative: true }, want: 'pass' },
  ] satisfies { asked: Asked; want: string }[])(
    'have the whole run among them unless the objective is informative: $asked makes 200 redemptions $want',
    ({ asked, want }) => {
      expect(asking(asked, fewEverywhere).outcome).toBe(want);
    },
  );

  it('are one for each declared objective, of every kind', () => {
    const required = (objectives: readonly Objective[]): readonly string[] =>
      cellsWhere(judge(rehearsal({ plan: { objectives } })).objectives, (cell) => cell.required).map(
        fullName,
      );
    expect(required(OBJECTIVES)).toHaveLength(OBJECTIVES.length);
    expect(required(OBJECTIVES.map((each) => ({ ...each, informative: true })))).toEqual([]);
  });
});

it('an informative objective that failed still fails the run', () => {
  const broken: Story = { steps: { 'burst · coupon.redeem': { failed: 500 } } };
  expect(asking({ informative: true }, broken).outcome).toBe('fail');
});
