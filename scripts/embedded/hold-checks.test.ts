import { describe, expect, it } from 'vitest';
import smoke from '../../scenarios/campaigns/smoke.ts';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import { BEHAVIOURS } from '../../scenarios/targets/mock-shop/behaviours/index.ts';
import { checkPlan } from '../plan/check.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { EMBEDDED } from './subject.ts';

const told = (plan: unknown, known = EMBEDDED.known): readonly string[] =>
  (planErrorOf(() => checkPlan(plan, known))?.mistakes ?? []).map(
    ({ path, problem }) => `${path} ${problem}`,
  );

describe('what is held for a shopper who thinks', () => {
  const buyersAt = (pace: number, speed: number, paced = true) => ({
    ...summerCarnival,
    drills: [],
    pace,
    speed,
    phases: summerCarnival.phases.map((phase) => ({
      ...phase,
      populations: phase.populations.map((each) =>
        each.name === 'coupon-buyers' ? { ...each, paced } : each,
      ),
    })),
  });

  it.each([
    { plan: { ...summerCarnival, drills: [] }, speeds: [1, 60, 120, 240] },
    { plan: { ...smoke, drills: [] }, speeds: [1, 60, 120] },
  ])('outlasts the longest thought of $plan.name, at any speed', ({ plan, speeds }) => {
    for (const speed of speeds) expect(told({ ...plan, speed })).toEqual([]);
  });

  it('does not outlast thoughts that pace stretches: the plan is told with both times', () => {
    expect(told(buyersAt(20, 60, false))).toEqual([]);
    expect(told(buyersAt(20, 60))).toEqual([
      'phases[1].populations[1].behaviour may take 925 s from order.create to payment.pay at pace 20, but it is held for 60 s at speed 60',
    ]);
    // Thirty campaign minutes are real ones at speed 1.
    expect(told({ ...buyersAt(20, 60), speed: 1 })).toEqual([]);
  });

  it('is held along all steps to the payment', () => {
    const { steps } = BEHAVIOURS['coupon-buyer']!;
    const detour = {
      ...BEHAVIOURS['coupon-buyer']!,
      steps: {
        ...steps,
        'order.create': { thinkSeconds: 2, ok: { 'home.view': 1 } },
        'home.view': { thinkSeconds: 3, ok: { 'home.view': 0.5, 'payment.pay': 0.5 } },
      },
    };
    const known = { ...EMBEDDED.known, behaviours: { ...BEHAVIOURS, 'coupon-buyer': detour } };
    expect(told(summerCarnival, known)[0]).toMatch(
      /may take 124 s from order\.create to payment\.pay at pace 1,/,
    );
  });

  it.each([
    { kind: 'a fixed', thinkSeconds: { fixed: 55 }, want: 'may take 65 s' },
    { kind: 'a log-normal', thinkSeconds: { median: 2, p99: 20 }, want: 'may take 1,070 s' },
  ])('is held for as long as $kind think may take, and an answer', ({ thinkSeconds, want }) => {
    const buyer = BEHAVIOURS['coupon-buyer']!;
    const steps = { ...buyer.steps, 'order.create': { ...buyer.steps['order.create']!, thinkSeconds } };
    const known = { ...EMBEDDED.known, behaviours: { ...BEHAVIOURS, 'coupon-buyer': { ...buyer, steps } } };
    expect(told(summerCarnival, known)[0]).toContain(want);
  });
});
