/** A rehearsal with an objective about the target's own figures, and one that such a figure ends. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Objective, Plan } from '../../../scenarios/campaigns/plan.ts';
import { startUsersPrometheus, type UsersPrometheus } from '../../workshop/testing/their-prometheus.ts';
import { rehearsed, startRehearsal } from '../../workshop/testing/trial.ts';
import { trialPlan } from '../../workshop/testing/trial-plan.ts';
import { authorization } from '../prometheus/access.ts';

type Promql = Extract<Objective, { kind: 'promql' }>;
const OBJECTIVE = { kind: 'promql', id: 'own', source: 'a test', window: { phase: 'burst' } } as const;

let theirs: UsersPrometheus;
beforeAll(async () => {
  theirs = await startUsersPrometheus();
});
afterAll(() => theirs.stop());

describe('a rehearsal', () => {
  const LOAD = { seconds: 8, browsers: 500, couponBuyersPerHour: 36_000 };
  const trial = (more: Partial<Promql>, abort: Plan['abort'] = []): Plan => {
    const plan = trialPlan(LOAD);
    const own: Promql = { ...OBJECTIVE, query: 'max(live_queue)', bound: { max: 100 }, ...more };
    return {
      ...plan,
      objectives: [...plan.objectives, own],
      prometheus: { ...theirs.planned, scrapeSeconds: 1 },
      abort,
    };
  };
  /** Writes a figure each half second until it is stopped. */
  function living(valueAt: (elapsedMs: number) => number): () => void {
    const beganMs = Date.now();
    const timer = setInterval(() => {
      const atMs = Date.now();
      void theirs.write([{ labels: { __name__: 'live_queue' }, value: valueAt(atMs - beganMs), atMs }]);
    }, 500);
    return () => clearInterval(timer);
  }

  it('ends with 104 for a typo, and starts nothing', async () => {
    const { ended, runs } = await startRehearsal(trial({ query: 'max(live_queue' }));
    const { code, said } = await ended;
    expect(code, said).toBe(104);
    expect(said).toContain('parse error');
    await expect(readdir(runs)).rejects.toThrow('ENOENT');
  });

  it('asks after the load, and keeps the answers but no credentials', async () => {
    const stop = living(() => 42);
    const { verdict, observations, folder } = await rehearsed(trial({})).finally(stop);
    expect(verdict.objectives.find(({ id }) => id === 'own')).toMatchObject({
      state: 'pass',
      unit: 'number',
      cells: [{ figure: 42, state: 'pass' }],
    });
    expect(observations.serverAnswers).toMatchObject([{ id: 'own', stepSeconds: 1, missing: null }]);
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) =>
      each.isFile(),
    );
    const { access } = theirs;
    for (const { parentPath, name } of files) {
      const text = await readFile(join(parentPath, name), 'latin1');
      expect(text, name).not.toContain(access.password);
      expect(text, name).not.toContain(authorization(access).slice('Basic '.length));
    }
  });

  it('is ended by a clause that asks the target’s own figures', async () => {
    const clause = { promql: { query: 'max(live_queue)', bound: { max: 100 } }, everySeconds: 1 };
    let highAtMs = 0;
    let isHigh = false;
    const stop = living(() => {
      if (isHigh && highAtMs === 0) highAtMs = Date.now();
      return isHigh ? 500 : 1;
    });
    const { verdict, observations, code } = await rehearsed(
      trial({ query: 'max_over_time(live_queue[$window])' }, [clause]),
      [],
      async () => {
        isHigh = true;
      },
    ).finally(stop);
    expect(verdict.aborted).toBe('“max(live_queue)” is 500, limit 100');
    const abortedAtMs = observations.events.find(({ kind }) => kind === 'aborted')!.atMs;
    console.log(`noticed ${abortedAtMs - highAtMs} ms after the sample`);
    expect(abortedAtMs - highAtMs).toBeLessThan(2000);
    expect([code, verdict.outcome]).toEqual([99, 'fail']);
    expect(verdict.decidedBy).toContain('own · burst');
  });
});
