import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObjectiveKinds, RequiredCell } from '../../scenarios/campaigns/plan.ts';
import type { ResponseCount } from '../evidence/observations.ts';
import { judge } from '../verdict/judge.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { named } from '../workshop/testing/cell-names.ts';
import { answersOf } from '../workshop/testing/small-counts.ts';
import { OBJECTIVES } from '../workshop/testing/small-plan.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { degradedAsFailed } from './degraded.ts';
import { refusedAt } from './refused.ts';

describe('a refused share', () => {
  const judged = (requires: readonly RequiredCell[]): Verdict =>
    judge(
      rehearsal({
        plan: {
          objectives: [
            {
              kind: 'refused',
              id: 'quota',
              source: 'a test',
              step: 'coupon.redeem',
              minShare: 0,
              maxShare: 0.3,
              requires,
            },
            {
              kind: 'refused',
              id: 'stock',
              source: 'a test',
              step: 'flash.take',
              minShare: 0,
              maxShare: 1,
            },
            // A run passes only if it proves a share of its requests.
            { kind: 'response-time', id: 'response', source: 'a test', targetShare: 0.95 },
          ],
        },
        steps: { 'warm-up · coupon.redeem': { refused: 1600 } },
      }),
    );

  it('is judged over the whole run, and only shown for a phase', () => {
    const verdict = judged([]);
    expect(verdict.outcome).toBe('pass');
    expect(named(verdict, 'not-judged')).toContain('quota · warm-up · coupon.redeem');
  });

  it('is judged for a phase that the plan requires', () => {
    expect(named(judged([{ phase: 'warm-up' }]), 'fail')).toEqual(['quota · warm-up · coupon.redeem']);
  });
});

it('counts a degraded answer that came late only because of the generator: the target did answer', () => {
  const { plan, observations } = rehearsal();
  const place = { phase: 'flash-sale', step: 'flash.take', region: null };
  const shareWhen = (other: Partial<ResponseCount>) => {
    const responses = observations.responses.map((each) =>
      each.step === place.step && each.outcome === 'ok' ? { ...each, ...other } : each,
    );
    return refusedAt(degradedAsFailed(rehearsal({ observations: { responses } })), place);
  };
  expect(plan.objectives.map(({ kind }) => kind)).not.toContain('degraded');
  const seen = shareWhen({});
  expect(seen.share).toBeGreaterThan(0.1);
  expect(seen.share).toBeLessThan(0.9);
  expect(shareWhen({ outcome: 'degraded', within: 'own' })).toEqual(seen);
  expect(shareWhen({ outcome: 'failed', within: 'own' }).share).toBe(1);
});

it('a region that sells nothing fails the run where the plan requires it, and hides among the others where not', () => {
  const stock = OBJECTIVES.find(({ id }) => id === 'sold-out')!;
  const healthy = rehearsal().observations;
  const responses = healthy.responses.map((each) =>
    each.step !== 'flash.take' || each.region !== 'south'
      ? each
      : { ...each, count: each.outcome === 'refused' ? 300 : 0 },
  );
  const judged = (requires: readonly RequiredCell[]) => {
    const objectives = OBJECTIVES.map((each) =>
      each === stock ? { ...each, maxShare: 0.95, requires } : each,
    );
    return judge(
      rehearsal({ plan: { objectives }, observations: { responses, answers: answersOf(responses) } }),
    );
  };
  expect(named(judged([]), 'fail')).toEqual([]);
  expect(named(judged([{ region: 'south' }]), 'fail')).toEqual(['sold-out · flash.take · south']);
});

describe('a refused share of few requests', () => {
  const state = (n: number, refused: number, minShare = 0.7, maxShare = 0.9) => {
    const stock = OBJECTIVES.find(({ id }) => id === 'sold-out') as ObjectiveKinds['refused'];
    const objectives = [{ ...stock, minShare, maxShare }];
    const steps = { 'flash-sale · flash.take': { intended: n, refused } };
    return judge(rehearsal({ plan: { objectives }, steps })).objectives[0]!.cells[0]!.state;
  };

  it.each([
    { n: 1, refused: 1, want: 'pass' },
    { n: 3, refused: 2, want: 'pass' },
    { n: 3, refused: 1, want: 'fail' },
    { n: 11, refused: 10, want: 'pass' },
    { n: 11, refused: 11, want: 'fail' },
    { n: 125, refused: 87, want: 'pass' },
    { n: 125, refused: 86, want: 'fail' },
    { n: 125, refused: 114, want: 'fail' },
  ])('of $n with $refused refused is a $want against 70 to 90 %', ({ n, refused, want }) => {
    expect(state(n, refused)).toBe(want);
  });

  it.each([
    { refused: 7, maxShare: 0.07, minShare: 0, want: 'pass' },
    { refused: 8, maxShare: 0.07, minShare: 0, want: 'fail' },
    { refused: 29, maxShare: 1, minShare: 0.29, want: 'pass' },
    { refused: 28, maxShare: 1, minShare: 0.29, want: 'fail' },
    { refused: 8, maxShare: 0.075, minShare: 0, want: 'pass' },
    { refused: 7, maxShare: 1, minShare: 0.075, want: 'pass' },
  ])(
    'of 100 with $refused refused is a $want against $minShare to $maxShare: a last bit is no request',
    (given) => {
      expect(state(100, given.refused, given.minShare, given.maxShare)).toBe(given.want);
    },
  );

  it('with a range of 0 or 100 % allows no exception', () => {
    expect([state(3, 1, 0, 0), state(3, 0, 0, 0), state(3, 2, 1, 1), state(3, 3, 1, 1)]).toEqual([
      'fail',
      'pass',
      'fail',
      'pass',
    ]);
  });

  it('passes a shop that sells all it has, however small the crowd and its stock are scaled', () => {
    const stock = fc.integer({ min: 1, max: 2000 });
    fc.assert(
      fc.property(stock, fc.double({ min: 1e-4, max: 1, noNaN: true }), (pieces, scale) => {
        // Four of five are refused.
        const n = Math.round(5 * pieces * scale);
        fc.pre(n > 0);
        expect(state(n, n - Math.round(pieces * scale))).toBe('pass');
      }),
    );
  });
});
