import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../evidence/cell.ts';
import type { GuardedCount, SessionCount } from '../evidence/observations.ts';
import { judge } from '../verdict/judge.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { named } from '../workshop/testing/cell-names.ts';
import { HERD_SHOPPERS, OBJECTIVES } from '../workshop/testing/small-plan.ts';
import { BOT_REQUESTS, guarded, rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';
import { honestRefused } from './honest-refused.ts';

/** Honest sessions that come to a guarded step: buyers of the warm-up and the burst, and the herd. */
const HONEST = { 'warm-up': 1600, burst: 12_000, 'flash-sale': HERD_SHOPPERS } as const;

const told = (observations: Story['observations'] = {}, more: Story = {}): Verdict =>
  judge(rehearsal({ ...more, observations }));
const bots = (stopped: number, passed: number, other = 0): Story['observations'] => ({
  guarded: [guarded('stopped', stopped), guarded('passed', passed), guarded('other', other)],
});
const stoppedShoppers = (phase: string, value: number, population = 'buyers'): Story['observations'] => ({
  sessionsStopped: [{ phase, population, value }],
});
const cellsOf = (verdict: Verdict, id: string): readonly Cell[] =>
  verdict.objectives.find((objective) => objective.id === id)!.cells;
const placesOf = (verdict: Verdict, id: string) => cellsOf(verdict, id).map(({ phase }) => phase);
const requiring = (id: string, phase: string): Story => ({
  plan: {
    objectives: OBJECTIVES.map((each) => (each.id === id ? { ...each, requires: [{ phase }] } : each)),
  },
});

describe('the share of bots stopped', () => {
  it.each([
    { stopped: 2000, passed: 0, want: 'pass' },
    { stopped: 1995, passed: 5, want: 'pass' },
    { stopped: 1980, passed: 20, want: 'not-proven' },
    { stopped: 1900, passed: 100, want: 'fail' },
    { stopped: 298, passed: 0, want: 'not-proven' },
    { stopped: 299, passed: 0, want: 'pass' },
    { stopped: 0, passed: 0, want: 'not-proven' },
  ])('is $want with $stopped stopped and $passed let pass', ({ stopped, passed, want }) => {
    const [whole] = cellsOf(told(bots(stopped, passed)), 'bots');
    expect(whole).toMatchObject({ state: want, n: stopped + passed });
  });

  it('leaves out what failed: that says nothing of risk control', () => {
    expect(cellsOf(told(bots(500, 0, 10_000)), 'bots')[0]).toMatchObject({ state: 'pass', n: 500 });
  });

  it('leaves out shoppers who were stopped: they have an objective of their own', () => {
    const observations = {
      guarded: [guarded('stopped', 500), { ...guarded('stopped', 9000), population: 'buyers' }],
    };
    expect(cellsOf(told(observations), 'bots')[0]!.n).toBe(500);
  });

  it('has a cell for the whole run and for each phase that has bots', () => {
    expect(placesOf(told(), 'bots')).toEqual([null, 'burst']);
  });

  it('fails the run when bots get through, and names the phase first', () => {
    const verdict = told(bots(1000, 1000));
    expect(verdict).toMatchObject({ outcome: 'fail', exitCode: 99 });
    expect(named(verdict, 'fail')).toEqual(['bots · whole run', 'bots · burst']);
    expect(verdict.headline).toMatch(/^bots · burst failed: at most 5[12]\.\d* %, below the target of 99 %/);
  });

  it('makes the run inconclusive where the plan requires a phase without bots', () => {
    const verdict = told({}, requiring('bots', 'warm-up'));
    expect(verdict).toMatchObject({ outcome: 'inconclusive' });
    expect(verdict.headline).toBe('bots · warm-up is not proven: no samples');
  });
});

describe('the share of honest shoppers refused', () => {
  const all = Object.values(HONEST).reduce((sum, count) => sum + count, 0);

  it('is of the sessions of those who may come to a guarded step, bots and browsers left out', () => {
    const cells = cellsOf(told(), 'honest');
    expect(cells.map(({ phase, n }) => [phase, n])).toEqual([[null, all], ...Object.entries(HONEST)]);
  });

  it.each([
    { refused: 0, want: 'pass' },
    { refused: 2, want: 'pass' },
    { refused: 3, want: 'not-proven' },
    { refused: 9, want: 'not-proven' },
    { refused: 13, want: 'fail' },
    { refused: 1000, want: 'fail' },
  ])('of 14,200 is $want with $refused refused, for at most 0.05 %', ({ refused, want }) => {
    const verdict = told(stoppedShoppers('burst', refused));
    const [whole] = cellsOf(verdict, 'honest');
    expect(whole).toMatchObject({ state: want, figure: refused / all });
    expect(verdict.outcome).toBe({ pass: 'pass', 'not-proven': 'inconclusive', fail: 'fail' }[want]);
  });

  it('takes 5,990 shoppers without one refused to be proven, and says so', () => {
    const objective = OBJECTIVES.find((each) => each.kind === 'honest-refused')!;
    const cell = (value: number) => {
      const sessions: SessionCount[] = [
        {
          phase: 'burst',
          population: 'buyers',
          step: 'coupon.claim',
          region: 'east',
          cause: 'plan',
          count: value,
        },
      ];
      return honestRefused.judge(objective, rehearsal({ observations: { sessions } })).cells[0]!;
    };
    expect(cell(5990).state).toBe('pass');
    expect(cell(5989)).toMatchObject({
      state: 'not-proven',
      reason: '5,989 samples, but at most 0.05 % needs 5,990 without a bad one',
    });
  });

  it('of a phase that is too small is not proven and does not matter, unless the plan requires it', () => {
    const honest = named(told(), 'not-proven').filter((name) => name.startsWith('honest'));
    expect(honest).toEqual(['honest · warm-up', 'honest · flash-sale']);
    expect(told().outcome).toBe('pass');
    expect(told({}, requiring('honest', 'flash-sale')).outcome).toBe('inconclusive');
  });

  it('leaves out who got no answer at a guarded step: nobody knows what risk control made of them', () => {
    const honestly = (of: (each: GuardedCount) => GuardedCount): Story['observations'] => ({
      guarded: rehearsal().observations.guarded.map((each) => (each.population === 'bots' ? each : of(each))),
    });
    const failed = honestly((each) => ({ ...each, answer: 'other' }));
    const never = honestly((each) => ({ ...each, count: 0 }));
    for (const observations of [failed, never]) {
      const verdict = told(observations);
      expect(cellsOf(verdict, 'honest')[0]).toMatchObject({
        state: 'not-proven',
        n: 0,
        reason: 'no samples',
      });
      expect(verdict.outcome).toBe('inconclusive');
    }
  });

  it('counts each failed request as a session that may have got no answer', () => {
    const { guarded: all } = rehearsal().observations;
    const failed = { ...guarded('other', 100), population: 'buyers' };
    expect(cellsOf(told({ guarded: [...all, failed] }), 'honest')[0]!.n).toBe(14_100);
  });

  it('does not count a bot that was stopped', () => {
    expect(cellsOf(told(stoppedShoppers('burst', BOT_REQUESTS, 'bots')), 'honest')[0]!.figure).toBe(0);
  });

  it('never gets better by one more refused', () => {
    const rank = { fail: 0, 'not-proven': 1, pass: 2, 'not-judged': 3 };
    const state = (refused: number) =>
      rank[cellsOf(told(stoppedShoppers('burst', refused)), 'honest')[0]!.state];
    fc.assert(
      fc.property(fc.nat(40), (refused) => {
        expect(state(refused + 1)).toBeLessThanOrEqual(state(refused));
      }),
      { numRuns: 20 },
    );
  });
});

describe('with a load that was not valid', () => {
  it('neither is judged, and both are shown', () => {
    const observations = { ...bots(0, 2000), ...stoppedShoppers('burst', 5000) };
    const verdict = told(observations, { events: ['clock-jumped'] });
    expect(verdict.outcome).toBe('inconclusive');
    for (const id of ['bots', 'honest']) {
      const cells = cellsOf(verdict, id);
      expect(new Set(cells.map(({ state }) => state))).toEqual(new Set(['not-judged']));
      expect(cells[0]!.figure).not.toBe(null);
    }
  });
});

describe('bots that were stopped', () => {
  const steps = { 'burst · order.create': (intended: number) => ({ stopped: intended / 2 }) };

  it('are neither refused nor failed, and no answer to those who are to be served', () => {
    const verdict = told({}, { steps });
    expect(verdict.outcome).toBe('pass');
    expect(verdict.validity.find(({ id, phase }) => id === 'conservation' && phase === 'burst')!.state).toBe(
      'ok',
    );
    const response = cellsOf(verdict, 'response').find(
      ({ phase, step }) => phase === 'burst' && step === 'order.create',
    )!;
    expect(response).toMatchObject({ figure: 1, n: 6000 });
  });

  it('are left out of refused shares: of those let through, as many were refused', () => {
    const verdict = told(
      {},
      { steps: { 'flash-sale · flash.take': { intended: 700, stopped: 100, refused: 500 } } },
    );
    expect(cellsOf(verdict, 'sold-out')[0]).toMatchObject({ n: 600, figure: 500 / 600 });
  });

  it('leave Little’s law unchecked where they are held', () => {
    const forecast = rehearsal().forecast.phases[1]!;
    const populations = forecast.populations.map((each) => ({ ...each, isBot: true }));
    const { validity } = told({}, { forecast: { populations } });
    const checks = validity.filter(({ id }) => id === 'littles-law');
    expect(checks.map(({ state }) => state)).toEqual(['not-checked', 'not-checked', 'not-checked']);
    expect(checks[0]!.reason).toBe('not checked: risk control decides which steps bots reach');
  });
});
