import { describe, expect, it } from 'vitest';
import type { Plan, PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import { drillTimes } from '../../../scenarios/crowd/drill-times.ts';
import { PLAN } from '../../workshop/testing/small-plan.ts';
import type { Series, Span } from './query.ts';
import { readTimedDrills } from './read-timed-drills.ts';

const ZERO_MS = 1_000_000;
const drillAt = (minute: number, where: PlannedDrill['where']): PlannedDrill => ({
  ...{ name: 'bank-down', at: { phase: 'warm-up', minute }, for: { seconds: 5, recoverySeconds: 5 } },
  ...{ where, fault: { kind: 'expect-only' }, expect: [] },
});
const planWith = (drill: PlannedDrill): Plan => ({ ...PLAN, drills: [drill] });
const BANK = drillAt(20, { dependency: 'bank', steps: ['payment.pay'], regions: ['east'] });

/** Each counter grows by so many a second, and counts since the run's beginning. */
function prometheus(rateOf: (query: string) => number) {
  const asked: { readonly query: string; readonly span: Span }[] = [];
  return {
    asked,
    instant: () => Promise.reject(new Error('nobody asks for it')),
    range: async (query: string, span: Span): Promise<readonly Series[]> => {
      asked.push({ query, span });
      const points = [];
      for (let atMs = span.fromMs; atMs <= span.untilMs; atMs += span.stepMs)
        points.push({ atMs, value: ((atMs - ZERO_MS) / 1000) * rateOf(query) });
      return rateOf(query) === 0 ? [] : [{ labels: { scenario: 'warm-up' }, points }];
    },
  };
}

describe('a drill that is read second by second', () => {
  const run = { runId: 'run-1', zeroAtMs: ZERO_MS, endedAtMs: ZERO_MS + 300_000 };
  const { beginMs, recoveredMs } = drillTimes(planWith(BANK))[0]!;

  it('is read where it is, from before its window until after it', async () => {
    const source = prometheus((query) =>
      query.includes('intended') ? 5 : query.includes('within="true"') ? 2 : 4,
    );
    const [drill, ...others] = await readTimedDrills(source, run, planWith(BANK));
    expect(others).toEqual([]);
    expect(drill!.fromSeconds).toBe(Math.floor(beginMs / 1000) - 15);
    // Whole seconds, so one more where the window begins within one.
    const seconds = Math.ceil(recoveredMs / 1000) + 10 - drill!.fromSeconds;
    const each = (count: number): number[] => Array.from({ length: seconds }, () => count);
    expect(drill).toMatchObject({ offered: each(5), ended: each(4), answers: each(4), good: each(2) });
    for (const { query } of source.asked) {
      expect(query).toContain('step=~"payment\\\\.pay", region=~"east"');
      expect(query).toContain('run_id="run-1"');
    }
  });

  it('of a whole region is read at every step', async () => {
    const source = prometheus(() => 1);
    await readTimedDrills(source, run, planWith(drillAt(20, { process: 'east' })));
    for (const { query } of source.asked) expect(query).not.toContain('step=');
  });

  it('is cut where the run ended, and left out where it ended before', async () => {
    const ended = (afterMs: number) => ({ ...run, endedAtMs: ZERO_MS + beginMs + afterMs });
    const [cut] = await readTimedDrills(
      prometheus(() => 1),
      ended(2000),
      planWith(BANK),
    );
    expect(cut!.offered).toHaveLength(Math.ceil(beginMs / 1000 + 2) - (Math.floor(beginMs / 1000) - 15));
    expect(
      await readTimedDrills(
        prometheus(() => 1),
        ended(-1),
        planWith(BANK),
      ),
    ).toEqual([]);
  });

  it('in which nothing was counted is all zero', async () => {
    const [drill] = await readTimedDrills(
      prometheus(() => 0),
      run,
      planWith(BANK),
    );
    expect(new Set(drill!.good)).toEqual(new Set([0]));
  });

  it('is none for a plan without drills', async () => {
    expect(
      await readTimedDrills(
        prometheus(() => 1),
        run,
        PLAN,
      ),
    ).toEqual([]);
  });
});
