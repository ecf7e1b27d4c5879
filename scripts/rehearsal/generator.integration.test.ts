/** A verdict about the target needs a generator that did its part: each way in which a real one may not have. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { projectRoot } from '../machine/project-root.ts';
import { brokenChecks } from '../workshop/testing/cell-names.ts';
import { pidOf } from '../workshop/testing/family.ts';
import { PATIENCE } from '../workshop/testing/processes.ts';
import { rehearsed } from '../workshop/testing/trial.ts';
import { TRIAL_LOAD, type TrialLoad, trialPlan } from '../workshop/testing/trial-plan.ts';

/**
 * So little that a tenth of the time is enough to catch up: ticks are late because they were stopped, not because of their work.
 */
const LIGHT_LOAD: TrialLoad = { seconds: 14, browsers: 2000, couponBuyersPerHour: 72_000 };
const STOPPED_MS = 180;
const RUNNING_MS = 20;
const STOPS = 45;

describe('a rehearsal is inconclusive', () => {
  it('when the generator was held to a sliver of CPU', async () => {
    const { code, verdict } = await rehearsed(trialPlan(LIGHT_LOAD), [], async (_, folder) => {
      const k6 = await pidOf('k6', folder);
      // Stopped for nine tenths of the time, as a CPU quota does it, for most of what is left of the run.
      for (let i = 0; i < STOPS; i++) {
        process.kill(k6, 'SIGSTOP');
        await sleep(STOPPED_MS);
        process.kill(k6, 'SIGCONT');
        await sleep(RUNNING_MS);
      }
    });
    expect(verdict.outcome).toBe('inconclusive');
    expect(code).toBe(90);
    expect(brokenChecks(verdict)).toEqual(expect.arrayContaining(['ticks-on-time', 'sends-on-time']));
  });

  it('when Prometheus was killed in mid-run, and then the generator', async () => {
    const { code, verdict, said } = await rehearsed(trialPlan(TRIAL_LOAD), [], async (_, folder) => {
      process.kill(await pidOf('prometheus', folder), 'SIGKILL');
      await vi.waitFor(
        async () => expect(await readFile(join(folder, 'events.jsonl'), 'utf8')).toContain('prometheus-died'),
        PATIENCE,
      );
      process.kill(await pidOf('k6', folder), 'SIGKILL');
    });
    expect(verdict.outcome).toBe('inconclusive');
    expect(code).toBe(90);
    expect(said).toContain('Prometheus ended during the run');
    expect(brokenChecks(verdict)).toEqual(expect.arrayContaining(['series-complete', 'generator-ended']));
  });

  it('when one of its VUs died', async () => {
    const plan = trialPlan({ ...TRIAL_LOAD, seconds: 5 });
    const { code, verdict } = await rehearsed(plan, ['--scenario', await dyingVu()]);
    expect(verdict.outcome).toBe('inconclusive');
    expect(code).toBe(90);
    expect(brokenChecks(verdict)).toContain('vus-finished');
    // A script that never ran would be inconclusive too.
    expect(verdict.proven.shoppersSending).toBeGreaterThan(0);
  });
});

/** The rehearsal's own entry, with one of two VUs falling over an unhandled rejection. */
async function dyingVu(): Promise<string> {
  const file = join(temporaryFolder(), 'dying-vu.ts');
  const stage = join(projectRoot(), 'scenarios', 'crowd', 'on-k6.ts');
  const shop = join(projectRoot(), 'scenarios', 'targets', 'mock-shop', 'mock-shop.ts');
  await writeFile(
    file,
    `import exec from 'k6/execution';
import { stage } from '${stage}';
import { mockShopOf } from '${shop}';
const rehearsal = stage(JSON.parse(open(__ENV.CARNIVAL_PLAN)), mockShopOf);
export const options = rehearsal.options;
export default async function () {
  if (exec.scenario.iterationInTest === 1) setTimeout(() => Promise.reject(new Error('a bug')), 2000);
  await rehearsal.perform();
}
`,
  );
  return file;
}
