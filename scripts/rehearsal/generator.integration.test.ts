/** A verdict about the target needs a generator that did its part: each way in which it may not have. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../machine/project-root.ts';
import {
  cellState,
  PROVING_LOAD,
  processesWith,
  rehearsed,
  rehearsedOnTime,
  trialPlan,
} from '../workshop/testing/trial.ts';

describe('a rehearsal is inconclusive', () => {
  it('when the generator was held to a sliver of CPU', async () => {
    const { code, verdict } = await rehearsed(
      trialPlan({ ...PROVING_LOAD, seconds: 30 }),
      [],
      async (_, folder) => {
        const k6 = await k6Of(folder);
        // Stopped for nine tenths of the time, as a CPU quota does it, for most of what is left of the run.
        for (let i = 0; i < 36; i++) {
          process.kill(k6, 'SIGSTOP');
          await sleep(450);
          process.kill(k6, 'SIGCONT');
          await sleep(50);
        }
      },
    );
    expect(verdict.outcome).toBe('inconclusive');
    expect(code).toBe(90);
    // Which of the two it shows in depends on where in a beat the stops fall: a beat that was stopped itself began on time.
    const late = broken(verdict).filter((id) => ['ticks-on-time', 'sends-on-time'].includes(id));
    expect(late).not.toEqual([]);
  });

  it('when its in-flight bound was too small and requests waited for it', async () => {
    const generator = { ...trialPlan(PROVING_LOAD).generator, inFlightMax: 20 };
    const plan = trialPlan({ ...PROVING_LOAD, seconds: 6 }, { generator });
    const { code, verdict, said } = await rehearsed(plan, ['--fault', 'search.query:latency=300']);
    expect(code).toBe(90);
    expect(broken(verdict)).toContain('in-flight-bound');
    expect(said).toMatch(/in-flight bound 20/);
  });

  it('when Prometheus was killed in mid-run', async () => {
    const { code, verdict, said } = await rehearsed(trialPlan(PROVING_LOAD), [], async (_, folder) => {
      for (const { pid } of await processesWith('prometheus', '--storage.tsdb.path', folder))
        process.kill(pid, 'SIGKILL');
    });
    expect(verdict.outcome).toBe('inconclusive');
    expect(code).toBe(90);
    expect(said).toContain('Prometheus ended in mid-run');
  });

  it('when one of its VUs died', async () => {
    const { code, verdict } = await rehearsed(trialPlan(PROVING_LOAD), ['--scenario', await dyingVu()]);
    expect(verdict.outcome).toBe('inconclusive');
    expect(code).toBe(90);
    expect(broken(verdict)).toContain('vus-finished');
  });

  it('when it was killed', async () => {
    const { code, verdict } = await rehearsed(trialPlan(PROVING_LOAD), [], async (_, folder) => {
      process.kill(await k6Of(folder), 'SIGKILL');
    });
    expect(code).toBe(90);
    expect(broken(verdict)).toContain('generator-ended');
  });
});

it('a cell of fewer than 1,497 redemptions is not proven, and a plan that requires it is inconclusive', async () => {
  const plan = trialPlan({ seconds: 6, browsers: 2000, couponBuyersPerHour: 300_000 });
  const { code, verdict, said } = await rehearsed(plan);
  const redemption = verdict.objectives.find(({ id }) => id === 'coupon-redemption')!.cells[0]!;
  expect(redemption.n, said).toBeLessThan(1497);
  expect(cellState(verdict, 'coupon-redemption', null, 'coupon.redeem')).toBe('not-proven');
  expect(code).toBe(90);
  const optional = plan.objectives.map((objective) => ({ ...objective, requires: [] }));
  const relaxed = await rehearsedOnTime({ ...plan, objectives: optional });
  expect(cellState(relaxed.verdict, 'coupon-redemption', null, 'coupon.redeem')).toBe('not-proven');
  expect(relaxed.said).toContain('NOT PROVEN');
  expect(relaxed.code, relaxed.said).toBe(0);
});

const broken = ({
  validity,
}: {
  readonly validity: readonly { readonly id: string; readonly state: string }[];
}) => validity.filter(({ state }) => state === 'broken').map(({ id }) => id);

async function k6Of(folder: string): Promise<number> {
  const [k6] = await processesWith('run', '--console-output', folder);
  if (k6 === undefined) throw new Error('no k6 runs');
  return k6.pid;
}

/** The rehearsal's own entry, with one of two VUs falling over an unhandled rejection. */
async function dyingVu(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'carnival-vu-')), 'dying-vu.ts');
  const stage = join(projectRoot(), 'scenarios', 'crowd', 'on-k6.ts');
  await writeFile(
    file,
    `import exec from 'k6/execution';
import { stage } from '${stage}';
const rehearsal = stage(JSON.parse(open(__ENV.CARNIVAL_PLAN)));
export const options = rehearsal.options;
export default async function () {
  if (exec.scenario.iterationInTest === 1) setTimeout(() => Promise.reject(new Error('a bug')), 4000);
  await rehearsal.perform();
}
`,
  );
  return file;
}
