import { describe, expect, it } from 'vitest';
import type { Evidence } from '../evidence/evidence.ts';
import type { ResponseCount } from '../evidence/observations.ts';
import { named } from '../workshop/testing/cell-names.ts';
import { evenSeconds } from '../workshop/testing/even-seconds.ts';
import { drawsOf } from '../workshop/testing/seeded-draws.ts';
import { OBJECTIVES, PLAN } from '../workshop/testing/small-plan.ts';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';
import { judge } from './judge.ts';
import { judgeObjectives } from './objectives.ts';

describe('a shop at 99.2 % against 99 % in 91 cells', () => {
  const RUNS = 200;
  const STEPS = Array.from({ length: 91 }, (_, i) => `step-${i}`);
  /** So few that two failures in one of them are already below the target. */
  const ANSWERS = 140;
  const plan = {
    ...PLAN,
    regions: [{ name: 'east', share: 1 }],
    phases: PLAN.phases.slice(0, 1),
    objectives: [{ ...OBJECTIVES[0]!, targetShare: 0.99 }] as Evidence['plan']['objectives'],
  };
  const drawn = (seed: number): Evidence => {
    const { binomial } = drawsOf(seed);
    const at = (step: string) => ({ phase: plan.phases[0]!.name, step, region: 'east' });
    const responses = STEPS.flatMap((step): readonly ResponseCount[] => {
      const bad = binomial(ANSWERS, 0.008);
      return [
        { ...at(step), outcome: 'ok', within: 'true', count: ANSWERS - bad },
        { ...at(step), outcome: 'failed', within: 'false', count: bad },
      ];
    });
    const intended = STEPS.map((step) => ({ ...at(step), count: ANSWERS }));
    const dispersion = evenSeconds(plan, { responses, intended }, 1);
    const forecast = { intendedByStep: {} };
    return rehearsal({ plan, forecast, observations: { responses, intended, dispersion } });
  };
  const cells = Array.from({ length: RUNS }, (_, seed) =>
    judgeObjectives(drawn(seed), true).flatMap((objective) => objective.cells),
  );
  const shareOfRuns = (isMeant: (run: (typeof cells)[number]) => boolean): number =>
    cells.filter(isMeant).length / RUNS;

  it('would fail by chance in a third of all runs if each cell decided alone', () => {
    const alone = shareOfRuns((run) => run.some(({ sample }) => (sample?.chance ?? 1) < 0.05));
    expect(alone).toBeGreaterThan(0.3);
  });

  it('fails in fewer than 6 % of all runs', () => {
    expect(shareOfRuns((run) => run.some(({ state }) => state === 'fail'))).toBeLessThan(0.06);
  });
});

describe('a cell that nobody requires', () => {
  const few = (intended: number) => ({ intended, failed: 1 });
  const unlucky: Story = {
    steps: { 'warm-up · coupon.redeem': few(10_000), 'burst · coupon.redeem': few(20) },
  };

  it('does not fail the run for one failure in 20 samples, and says so', () => {
    const verdict = judge(rehearsal(unlucky));
    expect(verdict.outcome).toBe('pass');
    const cell = verdict.objectives
      .find(({ id }) => id === 'coupons')!
      .cells.find(({ phase, region }) => phase === 'burst' && region === null)!;
    expect(cell).toMatchObject({ state: 'not-proven', required: false, figure: 0.95 });
    expect(cell.reason).toMatch(
      /^below the target in 20 samples, but among \d+ cells that nobody requires this happens by chance$/,
    );
  });

  it('decides as it is once the plan requires it', () => {
    const objectives = OBJECTIVES.map((each) =>
      each.id === 'coupons' ? { ...each, requires: [{ phase: 'burst' }] } : each,
    );
    const verdict = judge(rehearsal({ ...unlucky, plan: { objectives } }));
    expect(verdict.outcome).toBe('fail');
    expect(verdict.decidedBy).toEqual(['coupons · burst · coupon.redeem']);
  });

  it('fails the run when chance does not explain it among all of them', () => {
    const verdict = judge(rehearsal({ steps: { 'burst · coupon.redeem': { failed: 300 } } }));
    expect(verdict.outcome).toBe('fail');
    expect(verdict.headline).toMatch(
      /^coupons · burst · coupon\.redeem failed: at most 97\.\d* %, below the target of 99\.8 %, which chance does not explain even among \d+ cells/,
    );
  });
});

describe('what decided', () => {
  it('is the failed cells, and nothing else', () => {
    const verdict = judge(rehearsal({ steps: { 'burst · order.create': (n) => ({ late: n }) } }));
    expect([...verdict.decidedBy].toSorted()).toEqual([...named(verdict, 'fail')].toSorted());
  });

  it('is every required cell of a pass', () => {
    expect(judge(rehearsal()).decidedBy).toEqual([
      'response · whole run',
      'coupons · coupon.redeem',
      'sold-out · flash.take',
      'lost · whole run',
      'oversold · whole run',
      'books-in-order · whole run',
      'recovery · flash-sale',
      'bots · whole run',
      'honest · whole run',
    ]);
  });

  it('is what the load broke, or what is not proven, when nothing can be told', () => {
    expect(judge(rehearsal({ events: ['clock-jumped'] })).decidedBy).toEqual(['clock-steady']);
    const objectives = OBJECTIVES.filter(({ kind }) => kind !== 'honest-refused');
    const few = judge(rehearsal({ plan: { objectives }, steps: { '* · coupon.redeem': { intended: 700 } } }));
    expect(few.decidedBy).toEqual(['coupons · coupon.redeem']);
  });
});
