import { describe, expect, it } from 'vitest';
import { CallWatch } from './call.ts';

const CALL = { badShare: 0.05, windowSeconds: 10, actSeconds: 30 };

/** The second from which the call is answered, if seconds go so. */
const answeredFrom = (bad: (second: number) => number, answers = 100): number => {
  const watch = new CallWatch(CALL);
  for (let second = 0; second < 200; second++) {
    watch.pass(second, answers, bad(second));
    if (watch.isAnswered(second)) return second;
  }
  return Number.POSITIVE_INFINITY;
};

describe('the call of the emergency plan', () => {
  it('is answered so long after too many answers of the window were bad', () => {
    // From second 50 on a tenth is bad: after the sixth of them, 60 of 1,000 are.
    expect(answeredFrom((second) => (second < 50 ? 0 : 10))).toBe(55 + CALL.actSeconds);
  });

  it('does not come while no more than the share is bad, nor for a few by chance', () => {
    expect(answeredFrom(() => 5)).toBe(Number.POSITIVE_INFINITY);
    expect(answeredFrom((second) => (second === 50 ? 4 : 0), 5)).toBe(Number.POSITIVE_INFINITY);
  });

  it('stays once it came, and forgets what is older than the window before that', () => {
    expect(answeredFrom((second) => (second < 3 ? 100 : 0))).toBe(CALL.actSeconds);
    expect(answeredFrom((second) => (second % 20 === 15 ? 49 : 0))).toBe(Number.POSITIVE_INFINITY);
  });
});
