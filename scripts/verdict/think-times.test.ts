import { describe, expect, it } from 'vitest';
import { BUYER_THINK_SECONDS } from '../workshop/testing/small-counts.ts';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';
import { checkValidity } from './validity.ts';

/** In the burst, 12,000 buyers came, and `orders` of them went on, having thought for so many seconds in all. */
const told = (orders: number, thinkingSeconds: number, waitingSeconds = 0): Story => {
  const of = (value: number) => [{ phase: 'burst', population: 'buyers', value }];
  return {
    observations: {
      intendedByPopulation: of(12_000 + orders),
      shopperSeconds: of(thinkingSeconds + waitingSeconds),
      pendingSeconds: of(waitingSeconds),
    },
  };
};
const state = (story: Story): string =>
  checkValidity(rehearsal(story)).find(
    ({ id, phase, population }) => id === 'think-times' && phase === 'burst' && population === 'buyers',
  )!.state;

describe('the think times of those who arrive', () => {
  const all = 12_000 * BUYER_THINK_SECONDS;

  it.each([
    { what: 'as many ended as should', orders: 12_000, thinking: all, want: 'ok' },
    { what: 'more ended, because some are shorter', orders: 12_000, thinking: all / 3, want: 'ok' },
    { what: 'chance explains the difference', orders: 11_500, thinking: all, want: 'ok' },
    { what: 'a tenth was lost on the way', orders: 10_800, thinking: all, want: 'broken' },
    { what: 'nobody went on', orders: 0, thinking: all, want: 'broken' },
    { what: 'nobody thought, because all came at the end', orders: 0, thinking: 0, want: 'ok' },
  ])('are $want when $what', ({ orders, thinking, want }) => {
    expect(state(told(orders, thinking))).toBe(want);
  });

  it('leave out the time that shoppers wait for answers, however long', () => {
    expect(state(told(12_000, all, 500_000))).toBe('ok');
  });
});
