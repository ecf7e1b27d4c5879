import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../plan/check.ts';
import { EXAMPLE_KNOWN, examplePlan } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { EXIT } from './exit-codes.ts';
import { PlanError } from './plan-error.ts';

describe('the error of a plan', () => {
  it('carries a stable code, exit code 104 and the plan’s name', () => {
    const error = planErrorOf(() => checkPlan({ ...examplePlan, seed: -1 }, EXAMPLE_KNOWN))!;
    expect(error).toMatchObject({ code: 'CARNIVAL_BAD_PLAN', exitCode: 104 });
    expect(error.exitCode).toBe(EXIT.badPlan);
    expect(error.message).toBe(
      [
        'plan "example" has a mistake',
        '',
        '  seed: -1 is too small',
        '    hint: write a number of at least 0',
      ].join('\n'),
    );
  });

  it('has the verb that its subject asks for', () => {
    const first = (subject: string) =>
      new PlanError(subject, [{ path: 'a', value: 1, problem: 'is wrong', hint: 'mend it' }]).message.split(
        '\n',
      )[0];
    expect(first('the shop')).toBe('the shop has a mistake');
    expect(first('shop and plan')).toBe('shop and plan have a mistake');
  });

  it('prints every path, value and hint within 100 columns', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            path: fc.string({ minLength: 1 }),
            value: fc.anything({ withBigInt: true, withDate: true, withMap: true }),
            problem: fc.lorem({ maxCount: 40 }),
            hint: fc.string({ maxLength: 300 }),
          }),
          { minLength: 1 },
        ),
        (mistakes) => {
          const lines = new PlanError('plan "x"', mistakes).message.split('\n');
          expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
        },
      ),
    );
    const path = 'phases[1].populations[0].shoppers[2].atMinute';
    const text = new PlanError('plan "x"', [{ path, value: 90, problem: 'is after', hint: 'h'.repeat(250) }])
      .message;
    expect(text).toContain(`${path}: 90 is after`);
    expect(text.match(/h/g)?.length).toBeGreaterThanOrEqual(250);
  });
});
