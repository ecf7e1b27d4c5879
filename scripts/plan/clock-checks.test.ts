import { describe, expect, it } from 'vitest';
import { BEHAVIOURS } from '../../scenarios/behaviours/index.ts';
import smoke from '../../scenarios/campaigns/smoke.ts';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import { mockShop } from '../../scenarios/storefront/mock-shop.ts';
import { EXAMPLE_KNOWN, examplePlan, type Keys, withValue } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { checkPlan } from './check.ts';

const told = (plan: unknown, known = EXAMPLE_KNOWN): readonly string[] =>
  (planErrorOf(() => checkPlan(plan, known))?.mistakes ?? []).map(
    ({ path, problem }) => `${path} ${problem}`,
  );
const changed = (...changes: readonly (readonly [Keys, unknown])[]): unknown =>
  changes.reduce<unknown>((plan, [path, value]) => withValue(plan, path, value), examplePlan);
const HERD: Keys = ['phases', 1, 'populations', 0];

describe('a phase', () => {
  it.each([
    {
      speed: 1e-308,
      want: /^phases\[0\]\.calendarMinutes takes ∞ real days at speed 1e-308, longer than one phase/,
    },
    {
      speed: 1e308,
      want: /^phases\[0\]\.calendarMinutes takes 0 real ms at speed 1e\+308, less than a second/,
    },
  ])('at speed $speed is refused with the reason', ({ speed, want }) => {
    const mistakes = told(changed([['speed'], speed]));
    expect(mistakes.length).toBe(examplePlan.phases.length);
    expect(mistakes[0]).toMatch(want);
  });

  it.each([
    { minutes: 24.8 * 24 * 60, want: [] },
    {
      minutes: 25 * 24 * 60,
      want: ['phases[2].calendarMinutes takes 25 real days at speed 1, longer than one phase can be'],
    },
    { minutes: 0.01, want: ['phases[2].calendarMinutes takes 600 real ms at speed 1, less than a second'] },
  ])('of $minutes minutes is told if its shoppers cannot keep the time', ({ minutes, want }) => {
    expect(told(changed([['speed'], 1], [['phases', 2, 'calendarMinutes'], minutes]))).toEqual(want);
  });
});

describe('a herd', () => {
  const reaction = { medianMs: 1500, p99Ms: 6000 };

  it.each([
    { atMinute: 3.9, reaction, want: [] },
    {
      atMinute: 4,
      reaction,
      want: [
        'phases[1].populations[0].atMinute leaves 6000 real ms until the phase ends, but 99 % of the herd have come only after 6000 ms',
      ],
    },
    { atMinute: 9.99, reaction: undefined, want: [] },
    {
      atMinute: 10,
      reaction: undefined,
      want: ["phases[1].populations[0].atMinute is the phase's end: nobody of the herd can act any more"],
    },
  ])(
    'released at minute $atMinute of ten must have come before the phase ends',
    ({ atMinute, reaction: how, want }) => {
      expect(told(changed([[...HERD, 'atMinute'], atMinute], [[...HERD, 'reaction'], how]))).toEqual(want);
    },
  );

  it.each([
    {
      medianMs: 1500,
      p99Ms: 1500,
      want: ['phases[1].populations[0].reaction.p99Ms is not above medianMs (1500)'],
    },
    { medianMs: 0, p99Ms: 10, want: ['phases[1].populations[0].reaction.medianMs is too small'] },
    { medianMs: 10, p99Ms: 1e9, want: ['phases[1].populations[0].reaction.p99Ms is too big'] },
  ])('reacts by a distribution: $medianMs and $p99Ms are none', ({ medianMs, p99Ms, want }) => {
    expect(told(changed([[...HERD, 'reaction'], { medianMs, p99Ms }]))).toEqual(want);
  });
});

describe('what is held for a shopper who thinks', () => {
  const KNOWN = {
    ...EXAMPLE_KNOWN,
    behaviours: BEHAVIOURS,
    steps: mockShop(1).steps.map(({ name }) => name),
    refusable: mockShop(1).steps.map(({ name }) => name),
  };
  const buyersAt = (pace: number, speed: number, paced = true) => ({
    ...summerCarnival,
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
    { plan: summerCarnival, speeds: [1, 60, 120, 240] },
    { plan: smoke, speeds: [1, 60, 120] },
  ])('outlasts the longest thought of $plan.name, at any speed', ({ plan, speeds }) => {
    for (const speed of speeds) expect(told({ ...plan, speed }, KNOWN)).toEqual([]);
  });

  it('does not outlast thoughts that pace stretches: the plan is told with both times', () => {
    expect(told(buyersAt(20, 60, false), KNOWN)).toEqual([]);
    expect(told(buyersAt(20, 60), KNOWN)).toEqual([
      'phases[1].populations[1].behaviour may take 925 s from order.create to payment.pay at pace 20, but it is held for 60 s at speed 60',
    ]);
    // Thirty campaign minutes are real ones at speed 1.
    expect(told({ ...buyersAt(20, 60), speed: 1 }, KNOWN)).toEqual([]);
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
    const known = { ...KNOWN, behaviours: { ...BEHAVIOURS, 'coupon-buyer': detour } };
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
    const known = { ...KNOWN, behaviours: { ...BEHAVIOURS, 'coupon-buyer': { ...buyer, steps } } };
    expect(told(summerCarnival, known)[0]).toContain(want);
  });
});

describe('a time zone', () => {
  it('must be one, and have the offset that the start is written with', () => {
    expect(told(changed([['timeZone'], 'Asia/Shanghai']))).toEqual([]);
    expect(told(changed([['timeZone'], 'Asia/Shangai']))).toEqual(['timeZone is not a time zone']);
    expect(told(changed([['timeZone'], 'Europe/Berlin']))).toEqual([
      'startsAt has another offset than Europe/Berlin at that moment (2.00 h from UTC)',
    ]);
  });

  it('decides whether a push after a change to summer time is in quiet hours', () => {
    const push = (startsAt: string, atMinute: number, timeZone?: string) =>
      told(
        changed(
          [['startsAt'], startsAt],
          [['shop', 'recall', 'atMinute'], atMinute],
          [['timeZone'], timeZone],
        ),
      );
    const [start, halfPastSeven] = ['2026-03-28T20:00:00+01:00', 10.5 * 60];
    expect(push(start, halfPastSeven, 'Europe/Berlin')[0]).toContain('is 07:30 where the campaign runs');
    expect(push(start, halfPastSeven)[0]).toContain('is 06:30 where the campaign runs');
    expect(push(start, 660, 'Europe/Berlin')).toEqual([]);
  });
});
