import { describe, expect, it } from 'vitest';
import { OBJECTIVES } from '../workshop/testing/small-plan.ts';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';
import { judge } from './judge.ts';
import type { Verdict } from './verdict.ts';

describe('required cells', () => {
  const requiring = (requires: (typeof OBJECTIVES)[number]['requires'], story: Story = {}): Verdict =>
    judge(
      rehearsal({
        ...story,
        plan: {
          objectives: OBJECTIVES.map((each) => (each.id === 'coupons' ? { ...each, requires } : each)),
        },
      }),
    );

  it.each([
    { requires: [{ phase: 'warm-up' }], want: 'inconclusive' },
    { requires: [{ phase: 'warm-up', step: 'coupon.redeem' }], want: 'inconclusive' },
    { requires: [{ phase: 'burst' }], want: 'pass' },
    { requires: [], want: 'pass' },
    { requires: [{ phase: 'a phase that nobody redeems in' }], want: 'inconclusive' },
  ])('$requires make 1,000 redemptions in the warm-up $want', ({ requires, want }) => {
    expect(requiring(requires, { steps: { 'warm-up · coupon.redeem': { intended: 1000 } } }).outcome).toBe(
      want,
    );
  });
});
