import { describe, expect, it } from 'vitest';
import { judge } from '../verdict/judge.ts';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';

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
    expect(booksOf(verdict).figure).toBe(0);
    expect(verdict.notes).toContain(`nobody asked for this: ${FOUND}`);
  });
});
