import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../verdict/judge.ts';
import type { VerdictOutcome } from '../verdict/verdict.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';

describe('a success share', () => {
  it('leaves refusals out, so that they prove nothing', () => {
    const steps = { '* · coupon.redeem': (intended: number) => ({ refused: intended - 700 }) };
    const coupons = judge(rehearsal({ steps })).objectives.find(({ id }) => id === 'coupons')!;
    expect(coupons.cells[0]).toMatchObject({ n: 1400, figure: 1, state: 'not-proven' });
  });
});

describe('one more failure', () => {
  it('never makes a verdict better', () => {
    const rank: Readonly<Record<VerdictOutcome, number>> = { fail: 0, inconclusive: 1, pass: 2 };
    const outcome = (intended: number, failed: number): number =>
      rank[judge(rehearsal({ steps: { 'burst · coupon.redeem': { intended, failed } } })).outcome];
    const run = fc.record({
      intended: fc.integer({ min: 100, max: 20_000 }),
      failed: fc.integer({ min: 0, max: 60 }),
    });
    fc.assert(
      fc.property(run, ({ intended, failed }) => {
        expect(outcome(intended, failed + 1)).toBeLessThanOrEqual(outcome(intended, failed));
      }),
    );
  });
});
