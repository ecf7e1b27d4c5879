import { describe, expect, it } from 'vitest';
import { checkPlan } from '../plan/check.ts';
import { judge } from '../verdict/judge.ts';
import { EXAMPLE_KNOWN, examplePlan, withValue } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';

describe('the number of broken promises that a plan allows', () => {
  const mistakesWith = (max: unknown) => {
    const books = { kind: 'broken-promises', id: 'books', source: 'a test', max };
    const plan = withValue(examplePlan, ['objectives'], [...examplePlan.objectives, books]);
    return planErrorOf(() => checkPlan(plan, EXAMPLE_KNOWN))?.mistakes ?? [];
  };

  it('can only be 0: one kind of break may stand for 30,000', () => {
    expect(mistakesWith(0)).toEqual([]);
    for (const max of [1, 0.5, -1])
      expect(mistakesWith(max)).toMatchObject([
        { path: `objectives[${examplePlan.objectives.length}].max`, value: max, problem: 'is not 0' },
      ]);
  });
});

const healthy = rehearsal().observations;
const FOUND = 'east: an order is cancelled by its shopper: broken 6 times, such as a';
const withUnasked = (story: Story = {}, audit: Partial<typeof healthy.audit> = {}) =>
  judge(rehearsal({ ...story, observations: { audit: { ...healthy.audit, unasked: [FOUND], ...audit } } }));
const booksOf = (verdict: ReturnType<typeof judge>) =>
  verdict.objectives.find(({ kind }) => kind === 'broken-promises')!.cells[0]!;

describe('what the shop did and nobody asked for', () => {
  it('breaks a promise in a completed run', () => {
    expect(booksOf(withUnasked())).toMatchObject({
      state: 'fail',
      figure: 1,
      reason: expect.stringContaining(FOUND),
    });
  });

  it.each<{ what: string; story?: Story; audit?: Partial<typeof healthy.audit> }>([
    { what: 'answers are missing', audit: { tornLines: 1 } },
    { what: 'fewer answers were read than counted', audit: { answersRead: 0 } },
  ])('is only told if $what', ({ story, audit }) => {
    const verdict = withUnasked(story, audit);
    expect(booksOf(verdict)).toMatchObject({ state: 'not-proven', figure: 0 });
    expect(booksOf(verdict).reason).toMatch(/^not every promise was looked up: /);
    expect(verdict.outcome).toBe('inconclusive');
    expect(verdict.notes).toContain(`nobody asked for this: ${FOUND}`);
  });
});
