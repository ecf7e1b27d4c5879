import { describe, expect, it } from 'vitest';
import type { Objective, Plan } from '../../../scenarios/campaigns/plan.ts';
import { PLAN } from '../../workshop/testing/small-plan.ts';
import { questionsOf } from './questions.ts';

type Promql = Extract<Objective, { kind: 'promql' }>;
const OBJECTIVE: Promql = {
  kind: 'promql',
  id: 'queue',
  source: 'a test',
  query: 'max(queue_length)',
  window: 'whole',
  bound: { max: 1 },
};
const planOf = (more: Partial<Promql>, plan: Partial<Plan> = {}): Plan => ({
  ...PLAN,
  objectives: [PLAN.objectives[0]!, { ...OBJECTIVE, ...more }],
  ...plan,
});
const asked = (...args: Parameters<typeof planOf>) => questionsOf(planOf(...args))[0]!;
/** Phases last 100 s; each is set up for a second and a bit, and a second of rest is between two. */
const PHASE_MS = 100_000;

describe('a window', () => {
  it('is a phase, the whole run, or from the herd’s release to the end', () => {
    const whole = asked({ window: 'whole' });
    const burst = asked({ window: { phase: 'burst' } });
    const herd = asked({ window: 'after-herd' });
    expect(burst.untilMs - burst.fromMs).toBe(PHASE_MS);
    expect(whole.fromMs).toBeLessThan(burst.fromMs);
    expect(whole.untilMs).toBe(herd.untilMs);
    expect(herd.untilMs - herd.fromMs).toBe(PHASE_MS - 30_000);
  });

  it('ends with the load', () => {
    const plan = planOf({ window: { phase: 'burst' } });
    const [{ fromMs } = { fromMs: 0 }] = questionsOf(plan);
    expect(questionsOf(plan, fromMs + 5000)).toMatchObject([{ untilMs: fromMs + 5000 }]);
  });

  it('is written into a query that looks back over it, which is asked once', () => {
    const query = `increase(errors_total[$window]) / sum(rate(all_total[$\{window}])) + $windows`;
    expect(asked({ query, window: { phase: 'burst' } })).toMatchObject({
      written: query,
      query: 'increase(errors_total[100s]) / sum(rate(all_total[100s])) + $windows',
      stepMs: null,
      path: 'objectives[1].query',
    });
  });

  it.each([
    { minutes: 100, stepMs: 1000 },
    { minutes: 1000, stepMs: 1000 },
    { minutes: 1001, stepMs: 2000 },
    { minutes: 10_800, stepMs: 11_000 },
  ])('of $minutes s has a sample every $stepMs ms', ({ minutes, stepMs }) => {
    const phases = [{ ...PLAN.phases[0]!, calendarMinutes: minutes }];
    expect(asked({}, { phases })).toMatchObject({ stepMs });
  });
});

it('other objectives ask nothing', () => {
  expect(questionsOf(PLAN)).toEqual([]);
});
