import { describe, expect, it } from 'vitest';
import type { Objective } from '../../scenarios/campaigns/plan.ts';
import type { ConnectionsObserved } from '../evidence/observations.ts';
import { table } from '../outputs/table.ts';
import { judge } from '../verdict/judge.ts';
import { OBJECTIVES } from '../workshop/testing/small-plan.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';

/** A step of the small rehearsal, as if it were one that stays. */
const STEP = 'coupon.redeem';
/** In the burst, and in the whole run. */
const OPENED = 12_000;
const OPENED_IN_ALL = 13_600;
const at = (dropped: number): ConnectionsObserved => ({
  held: [{ phase: 'burst', seconds: 200_000, most: 2500 }],
  dropped: [{ phase: 'burst', step: STEP, count: dropped }],
});

function judged(dropped: number, ...objectives: readonly Objective[]) {
  const evidence = rehearsal({
    observations: { connections: at(dropped) },
    plan: { objectives: [...OBJECTIVES, ...objectives] },
  });
  const { shop } = evidence.forecast;
  const steps = shop.steps.map((step) => (step.name === STEP ? { ...step, staySeconds: 30 } : step));
  return judge({ ...evidence, forecast: { ...evidence.forecast, shop: { ...shop, steps } } });
}
const linesOf = (verdict: ReturnType<typeof judge>) =>
  verdict.objectives
    .filter(({ kind }) => kind.endsWith('dropped-connections'))
    .map(({ id, state, cells }) => {
      const { figure, n } = cells.find(({ phase }) => phase !== 'warm-up')!;
      return [id, state, figure, n];
    });
const allowed = (maxShare: number, more: { readonly step?: string } = {}): Objective => ({
  ...{ kind: 'dropped-connections', id: 'stays', source: 'a test', maxShare },
  ...more,
});

describe('connections that the target drops', () => {
  it('fail a run whose plan says nothing about them, by name', () => {
    const verdict = judged(1);
    expect(linesOf(verdict)).toEqual([['no-dropped-connections', 'fail', 1 / OPENED, OPENED]]);
    expect(verdict.outcome).toBe('fail');
    expect(verdict.headline).toContain('1 of 12,000 connections closed by the target before their time');
  });

  it('are none in a run that kept all of them', () => {
    const verdict = judged(0);
    expect(linesOf(verdict)).toEqual([['no-dropped-connections', 'pass', 0, OPENED]]);
    expect(verdict.outcome).toBe('pass');
  });

  it.each([
    { dropped: 136, want: 'pass' },
    { dropped: 137, want: 'fail' },
  ])('are $want with $dropped of 13,600 where the plan allows 1 %', ({ dropped, want }) => {
    const verdict = judged(dropped, allowed(0.01));
    expect(linesOf(verdict)).toEqual([['stays', want, dropped / OPENED_IN_ALL, OPENED_IN_ALL]]);
    expect(verdict.outcome).toBe(want);
  });

  it('still fail where the plan allows some for another step, which opens none', () => {
    const verdict = judged(5, allowed(0.01, { step: 'home' }));
    expect(linesOf(verdict).map(([id, state]) => [id, state])).toEqual([
      ['stays', 'not-proven'],
      ['no-dropped-connections', 'fail'],
    ]);
  });
});

describe('a shop that holds no connection', () => {
  it('has no such line, and no such figure', () => {
    const verdict = judge(rehearsal());
    expect(linesOf(verdict)).toEqual([]);
    expect(verdict.proven.phases.some((phase) => 'connections' in phase)).toBe(false);
  });
});

it('the connections of a phase are in what was proven', () => {
  const burst = judged(3).proven.phases.find(({ phase }) => phase === 'burst')!;
  expect(burst.connections).toEqual({ mean: 2000, most: 2500, dropped: 3 });
  const printed = table.print(judged(3), { colour: false, explain: true });
  expect(printed).toContain('connections held in burst: 2,000 on average, 2,500 at most; 3 dropped');
});
