import { describe, expect, it } from 'vitest';
import { EVERY_OUTCOME } from '../../scenarios/metrics.ts';
import type { PhaseForecast } from '../forecast/forecast.ts';
import { judge } from '../verdict/judge.ts';
import { named } from '../workshop/testing/cell-names.ts';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';
import { stepsReached } from './steps-reached.ts';

const healthy = rehearsal();
/** After a redemption that was not ok, a buyer leaves. */
const leaving: Partial<PhaseForecast> = {
  populations: healthy.forecast.phases[1]!.populations.map((each) => ({
    ...each,
    following: each.following.filter(({ outcome, step }) => step === 'home.view' || outcome === 'ok'),
  })),
};
/** Nobody ordered in the burst, because their redemptions ended another way. */
const nobodyOrdered = (redemptions: { failed?: number; refused?: number }): Story => ({
  forecast: leaving,
  steps: { 'burst · coupon.redeem': redemptions, 'burst · order.create': { intended: 0 } },
  observations: {
    cutOff: healthy.observations.cutOff.map((each) =>
      each.step === 'order.create' && each.phase === 'burst' ? { ...each, count: 0 } : each,
    ),
  },
});
const cellsOf = (story: Story) => stepsReached.judge(rehearsal(story)).cells;

describe('a step that never ran', () => {
  it('is none in a healthy run, and then the verdict has no line about it', () => {
    expect(cellsOf({})).toEqual([]);
    expect(judge(healthy).objectives.map(({ id }) => id)).not.toContain('steps-reached');
  });

  it('fails the run, by name, when all answers before it failed', () => {
    const verdict = judge(rehearsal(nobodyOrdered({ failed: 12_000 })));
    expect(verdict).toMatchObject({ outcome: 'fail', loadValid: true });
    expect(named(verdict, 'fail')).toContain('steps-reached · burst · order.create');
    expect(cellsOf(nobodyOrdered({ failed: 12_000 }))).toMatchObject([
      {
        phase: 'burst',
        step: 'order.create',
        state: 'fail',
        reason: 'never ran: all 12,000 answers to coupon.redeem before it failed',
      },
    ]);
  });

  it('says how many failed when it was most of them', () => {
    const [cell] = cellsOf(nobodyOrdered({ failed: 11_000, refused: 1000 }));
    expect(cell).toMatchObject({
      state: 'fail',
      reason: 'never ran: 11,000 of the 12,000 answers to coupon.redeem before it failed',
    });
  });

  it('is named, and proves nothing, when what came before was refused: that has objectives of its own', () => {
    const [cell] = cellsOf(nobodyOrdered({ refused: 12_000 }));
    expect(cell).toMatchObject({
      state: 'not-proven',
      reason: 'never ran: none of the 12,000 answers to coupon.redeem before it led to it',
    });
  });

  it('is found in one region alone', () => {
    const { observations } = rehearsal(nobodyOrdered({ failed: 12_000 }));
    const inSouth = <T extends { readonly region: string; readonly phase: string }>(
      all: readonly T[],
      south: readonly T[],
    ): readonly T[] => [
      ...all.filter(({ region, phase }) => region !== 'south' || phase !== 'burst'),
      ...south.filter(({ region, phase }) => region === 'south' && phase === 'burst'),
    ];
    const evidence = rehearsal({
      observations: {
        intended: inSouth(healthy.observations.intended, observations.intended),
        answers: inSouth(healthy.observations.answers, observations.answers),
      },
    });
    expect(stepsReached.judge(evidence).cells).toMatchObject([
      {
        step: 'order.create',
        region: 'south',
        state: 'fail',
        reason: 'never ran: all 6,000 answers to coupon.redeem before it failed',
      },
    ]);
  });

  it('is traced back to the last step that was answered', () => {
    const further: Partial<PhaseForecast> = {
      ...leaving,
      intendedByStep: { 'order.create': 12_000, 'payment.pay': 12_000 },
      populations: leaving.populations!.map((each) => ({
        ...each,
        following: [
          ...each.following,
          { step: 'order.create', outcome: EVERY_OUTCOME[0], next: 'payment.pay', share: 1 },
        ],
      })),
    };
    const cells = cellsOf({ ...nobodyOrdered({ failed: 12_000 }), forecast: further });
    expect(cells.filter(({ phase, step }) => phase === 'burst' && step === 'payment.pay')).toMatchObject([
      { state: 'fail', reason: 'never ran: all 12,000 answers to coupon.redeem before it failed' },
    ]);
  });

  it('is not looked for where so few visits were forecast that none may be chance', () => {
    const few = {
      ...nobodyOrdered({ failed: 12_000 }),
      forecast: { ...leaving, intendedByStep: { 'order.create': 16 } },
    };
    expect(cellsOf(few)).toEqual([]);
  });

  it('is not looked for in a run that was interrupted', () => {
    expect(cellsOf({ ...nobodyOrdered({ failed: 12_000 }), events: ['interrupted'] })).toEqual([]);
  });
});

it('a step that nobody came to because the generator lost it leaves the run inconclusive', () => {
  const left = <T extends { readonly step: string }>(counts: readonly T[]): readonly T[] =>
    counts.filter(({ step }) => step !== 'order.create');
  const { intended, responses, unsent, answers, cutOff } = healthy.observations;
  const verdict = judge(
    rehearsal({
      observations: {
        intended: left(intended),
        responses: left(responses),
        unsent: left(unsent),
        answers: left(answers),
        cutOff: left(cutOff),
      },
    }),
  );
  expect(verdict.outcome).toBe('inconclusive');
  expect(named(verdict, 'fail')).toEqual([]);
  expect(verdict.headline).toContain('order.create never ran');
});
