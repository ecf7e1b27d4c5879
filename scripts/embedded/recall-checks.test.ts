import { describe, expect, it } from 'vitest';
import { checkPlan } from '../plan/check.ts';
import { EXAMPLE_KNOWN, examplePlan, type Keys, withValue } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';

const errorOf = (plan: unknown) => planErrorOf(() => checkPlan(plan, EXAMPLE_KNOWN))!;

describe('a plan', () => {
  it('may not push at 3 a.m., nor be moved so that it would: exit code 104', () => {
    const SEVEN_HOURS_MINUTES = 7 * 60;
    const late = errorOf(withValue(examplePlan, ['shop', 'recall', 'atMinute'], SEVEN_HOURS_MINUTES));
    expect(late.exitCode).toBe(104);
    expect(late.mistakes).toMatchObject([
      { path: 'shop.recall.atMinute', value: SEVEN_HOURS_MINUTES, problem: expect.stringContaining('03:00') },
    ]);
    const { mistakes: moved } = errorOf(withValue(examplePlan, ['startsAt'], '2026-06-18T02:55:00+08:00'));
    expect(moved).toMatchObject([{ path: 'shop.recall.atMinute', value: 5 }]);
  });

  it('decides whether a push after a change to summer time is in quiet hours', () => {
    const problemsOf = (changes: readonly (readonly [Keys, unknown])[]): readonly string[] => {
      const plan = changes.reduce<unknown>(
        (each, [path, value]) => withValue(each, path, value),
        examplePlan,
      );
      return planErrorOf(() => checkPlan(plan, EXAMPLE_KNOWN))?.mistakes.map(({ problem }) => problem) ?? [];
    };
    const push = (startsAt: string, atMinute: number, timeZone?: string) =>
      problemsOf([
        [['startsAt'], startsAt],
        [['shop', 'recall', 'atMinute'], atMinute],
        [['timeZone'], timeZone],
      ]);
    const [start, halfPastSeven] = ['2026-03-28T20:00:00+01:00', 10.5 * 60];
    expect(push(start, halfPastSeven, 'Europe/Berlin')[0]).toContain('is 07:30 where the campaign runs');
    expect(push(start, halfPastSeven)[0]).toContain('is 06:30 where the campaign runs');
    expect(push(start, 660, 'Europe/Berlin')).toEqual([]);
  });

  describe('with members whom the push calls', () => {
    const PUSH_MINUTE = examplePlan.shop.recall.atMinute;
    const [, buyers] = examplePlan.phases[0]!.populations;
    const [herd] = examplePlan.phases[1]!.populations;
    const wave = (...values: readonly number[]) => ({
      ...buyers,
      perHour: values.map((value, i) => ({ atMinute: i, value })),
    });
    const recalled = (population: object) => {
      const populations = [{ ...population, behaviour: 'recalled-member' }];
      const plan = withValue(examplePlan, ['phases'], [{ ...examplePlan.phases[0]!, populations }]);
      const known = { ...EXAMPLE_KNOWN, behaviours: { 'recalled-member': { steps: {} } } };
      return planErrorOf(() => checkPlan(withValue(plan, ['objectives'], [PROVES]), known))?.mistakes ?? [];
    };
    const PROVES = { kind: 'response-time', id: 'response', source: 'a test', targetShare: 0.99 };

    it.each([
      { given: 'from the start', population: wave(1), minute: 0 },
      { given: 'as a wave that rises too early', population: wave(0, 0, 0, 1), minute: 2 },
      { given: 'at once', population: { ...herd, atMinute: PUSH_MINUTE - 0.5 }, minute: PUSH_MINUTE - 0.5 },
    ])('may not let them come before it, $given', ({ population, minute }) => {
      expect(recalled(population)).toMatchObject([
        {
          path: 'phases[0].populations[0].behaviour',
          value: 'recalled-member',
          problem: `arrives at minute ${minute}, before the push goes out (shop.recall.atMinute ${PUSH_MINUTE})`,
        },
      ]);
    });

    it.each([
      { given: 'as a wave that rises with it', population: wave(...Array(PUSH_MINUTE + 1).fill(0), 1) },
      { given: 'at once, with it', population: { ...herd, atMinute: PUSH_MINUTE } },
      { given: 'never', population: wave(0) },
    ])('may let them come $given', ({ population }) => {
      expect(recalled(population)).toEqual([]);
    });
  });
});
