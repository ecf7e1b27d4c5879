import { describe, expect, it } from 'vitest';
import { EVERY_OUTCOME, GUARDED_ANSWERS, type Outcome } from '../metrics.ts';
import { statusesOf, statusesOfSteps } from './statuses.ts';

const outcome = (status: number): Outcome => {
  if (status === 403) return 'stopped';
  if (status === 409) return 'refused';
  return status >= 200 && status < 300 ? 'ok' : 'failed';
};
const { outcomeOf, botOutcomeOf, guardedAnswerOf } = statusesOf(outcome);

describe('a status', () => {
  it.each([
    { status: 200, shopper: 'ok', bot: 'ok', guard: 'passed' },
    { status: 409, shopper: 'refused', bot: 'refused', guard: 'passed' },
    { status: 403, shopper: 'failed', bot: 'stopped', guard: 'stopped' },
    { status: 500, shopper: 'failed', bot: 'failed', guard: 'other' },
    { status: 0, shopper: 'failed', bot: 'failed', guard: 'other' },
    { status: 999, shopper: 'failed', bot: 'failed', guard: 'other' },
  ])(
    'of $status is $shopper for a shopper, $bot for a bot and $guard for the guard',
    ({ status, shopper, bot, guard }) => {
      expect(EVERY_OUTCOME[outcomeOf[status]!]).toBe(shopper);
      expect(EVERY_OUTCOME[botOutcomeOf[status]!]).toBe(bot);
      expect(GUARDED_ANSWERS[guardedAnswerOf[status]!]).toBe(guard);
    },
  );

  it('never stops an honest shopper', () => {
    expect(outcomeOf).not.toContain(EVERY_OUTCOME.indexOf('stopped'));
    expect(outcomeOf).toHaveLength(1000);
  });

  it('is read from one table by all steps that read it alike', () => {
    const [one, other, third] = statusesOfSteps([{ outcome }, { outcome: () => 'ok' }, { outcome }]);
    expect([one === third, one === other]).toEqual([true, false]);
  });
});
