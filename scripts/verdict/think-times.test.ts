import { describe, expect, it } from 'vitest';
import type { Evidence } from '../evidence/evidence.ts';
import { BUYER_THINK_SECONDS } from '../workshop/testing/small-counts.ts';
import { PHASE_SECONDS } from '../workshop/testing/small-plan.ts';
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
const found = (evidence: Evidence): string =>
  checkValidity(evidence).find(
    ({ id, phase, population }) => id === 'think-times' && phase === 'burst' && population === 'buyers',
  )!.state;
const state = (story: Story): string => found(rehearsal(story));

/** The same, but the buyers' think times are not exponential, and so many of them were cut off. */
function otherwise(story: Story, cutOffs: number, varianceMax = 0): Evidence {
  const cutOff = [
    { phase: 'burst', population: 'buyers', step: 'order.create', region: 'east', count: cutOffs },
  ];
  const { forecast, ...evidence } = rehearsal({ ...story, observations: { ...story.observations, cutOff } });
  const phases = forecast.phases.map((phase) => ({
    ...phase,
    populations: phase.populations.map((each) => ({
      ...each,
      otherThinks: { varianceMax, residualSecondsOff: 1 },
    })),
  }));
  return { ...evidence, forecast: { ...forecast, phases } };
}

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

  it.each([
    { what: 'all ended', orders: 12_000, cutOffs: 0, thinking: all, want: 'ok' },
    {
      what: 'a phase is over before any fixed think is',
      orders: 0,
      cutOffs: 12_000,
      thinking: all / 2,
      want: 'ok',
    },
    {
      what: 'a tenth was lost and counted nowhere',
      orders: 10_800,
      cutOffs: 0,
      thinking: all,
      want: 'broken',
    },
    {
      what: 'a tenth was lost and called cut off, but went on thinking for half of the phase',
      orders: 10_800,
      cutOffs: 1200,
      thinking: 10_800 * BUYER_THINK_SECONDS + (1200 * PHASE_SECONDS) / 2,
      want: 'broken',
    },
  ])('of another kind are $want when $what', ({ orders, cutOffs, thinking, want }) => {
    expect(found(otherwise(told(orders, thinking), cutOffs))).toBe(want);
  });

  it('that scatter more widely may end later by chance', () => {
    const story = told(11_200, all);
    expect([found(otherwise(story, 0)), found(otherwise(story, 0, 4))]).toEqual(['broken', 'ok']);
  });
});
