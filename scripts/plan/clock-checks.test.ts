import { describe, expect, it } from 'vitest';
import { EXAMPLE_KNOWN, examplePlan, type Keys, withValue } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { checkPlan } from './check.ts';

const told = (plan: unknown): readonly string[] =>
  (planErrorOf(() => checkPlan(plan, EXAMPLE_KNOWN))?.mistakes ?? []).map(
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

describe('a time zone', () => {
  it('must be one, and have the offset that the start is written with', () => {
    expect(told(changed([['timeZone'], 'Asia/Shanghai']))).toEqual([]);
    expect(told(changed([['timeZone'], 'Asia/Shangai']))).toEqual(['timeZone is not a time zone']);
    expect(told(changed([['timeZone'], 'Europe/Berlin']))).toEqual([
      'startsAt has another offset than Europe/Berlin at that moment (2.00 h from UTC)',
    ]);
  });
});
