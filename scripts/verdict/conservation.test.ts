import { describe, expect, it } from 'vitest';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';
import { checkValidity } from './validity.ts';

const healthy = rehearsal().observations;
const broken = (observations: Story['observations']) =>
  checkValidity(rehearsal({ observations: observations! })).filter(
    ({ id, state }) => id === 'conservation' && state === 'broken',
  );

describe('every request', () => {
  it('ends once, in the region where it was intended', () => {
    expect(broken({})).toEqual([]);
    const vanished = { phase: 'burst', step: 'order.create', region: 'east', count: 1 };
    expect(broken({ intended: [...healthy.intended, vanished] })).toMatchObject([
      {
        phase: 'burst',
        figure: 1,
        reason: 'order.create in east: 6,001 requests intended, but 6,000 ended or unsent',
      },
    ]);
  });

  it('is missed even if another region has one too many', () => {
    const moved = healthy.intended.map((each) =>
      each.phase === 'burst' && each.step === 'home.view'
        ? { ...each, count: each.count + (each.region === 'east' ? 3 : -3) }
        : each,
    );
    expect(broken({ intended: moved })).toMatchObject([{ phase: 'burst', figure: 3 }]);
  });

  it('has the same answer by who asked', () => {
    const answers = healthy.answers.map((each) =>
      each.phase === 'burst' &&
      each.step === 'coupon.redeem' &&
      each.region === 'south' &&
      each.outcome === 'ok' &&
      each.count > 2
        ? { ...each, count: each.count - 2 }
        : each,
    );
    expect(broken({ answers })).toMatchObject([
      { figure: 2, reason: 'coupon.redeem in south: 6,000 answers were ok, but 5,998 by who asked' },
    ]);
  });

  it('counts in a region that the plan does not have', () => {
    const stray = { phase: 'burst', step: 'home.view', region: 'nowhere', count: 5 };
    expect(broken({ intended: [...healthy.intended, stray] })).toHaveLength(1);
  });
});
