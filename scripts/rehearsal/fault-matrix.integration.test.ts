/**
 * What can go wrong with the processes of a run, and where their output goes: docs/faults.md. Each case ends in its documented code,
 * with its verdict, and leaves nobody behind. What is killed is in the tests of interrupts, the generator and faults.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import smoke from '../../scenarios/campaigns/smoke.ts';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { projectRoot } from '../machine/project-root.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { keeperOf, nobody, pidOf, wholeFamily } from '../workshop/testing/family.ts';
import { type Kin, PATIENCE, processesWith } from '../workshop/testing/processes.ts';
import { type Judged, rehearsed, startRehearsal, type Trial } from '../workshop/testing/trial.ts';
import { trialPlan } from '../workshop/testing/trial-plan.ts';

/** Too few samples for a pass: without a fault it ends with 90. */
const PLAN = trialPlan(
  { seconds: 5, browsers: 500, couponBuyersPerHour: 36_000 },
  { generator: { ...smoke.generator, requestTimeoutMs: 2000, drainMs: 2000 } },
);

const eventsOf = ({ observations }: Judged): string =>
  observations.events.map(({ kind, reason }) => `${kind}: ${reason}`).join('\n');

/** Runs to the end, with the fault once load flows. Nobody may be left. */
async function afterFault(
  fault: (trial: Trial, folder: string, family: readonly Kin[]) => Promise<void>,
): Promise<Judged> {
  let family: readonly Kin[] = [];
  const judged = await rehearsed(PLAN, [], async (trial, folder) => {
    family = await wholeFamily(trial.pid);
    await fault(trial, folder, family);
  });
  await nobody(family, judged.folder);
  expect(judged.verdict.exitCode).toBe(judged.code);
  return judged;
}

const gone = (kind: Parameters<typeof pidOf>[0], folder: string): Promise<void> =>
  vi.waitFor(() => expect(pidOf(kind, folder)).rejects.toThrow('does not run'), PATIENCE);

// They wait most of their time, so they run side by side: as many as vitest.config.ts lets.
describe.concurrent('a process of the run that is stopped', () => {
  it('k6: is killed after the end of the plan, and the run is inconclusive', async () => {
    const judged = await afterFault(async (_, folder) => {
      process.kill(await pidOf('k6', folder), 'SIGSTOP');
    });
    expect(judged.code, judged.said).toBe(90);
    expect(eventsOf(judged)).toMatch(/generator-died: k6 had not ended \d+ s after its start/);
  });

  it('k6: is killed soon after an interrupt', async () => {
    const judged = await afterFault(async (trial, folder) => {
      process.kill(await pidOf('k6', folder), 'SIGSTOP');
      trial.child.kill('SIGTERM');
    });
    expect(judged.code, judged.said).toBe(130);
    expect(eventsOf(judged)).toContain('generator-died: k6 did not end within 10 s of the interrupt');
  });

  it('Prometheus: is not read once an interrupt comes', async () => {
    const judged = await afterFault(async (trial, folder) => {
      process.kill(await pidOf('prometheus', folder), 'SIGSTOP');
      await gone('k6', folder);
      // Until the screen has given up on its last figures.
      await sleep(4000);
      trial.child.kill('SIGTERM');
    });
    expect(judged.code, judged.said).toBe(130);
    // On a busy machine it comes before the reading, which then has half a minute.
    expect(judged.observations.missing).toMatch(/SIGTERM came|30 s were over/);
    expect(judged.observations.audit).toMatchObject({ done: true, lost: 0 });
  });

  it('a region of the shop: fails its requests, and its audit ends with an interrupt', async () => {
    const judged = await afterFault(async (trial, folder) => {
      process.kill(await pidOf('a region', folder), 'SIGSTOP');
      await gone('k6', folder);
      // Until the counters are read, which takes no second.
      await sleep(3000);
      trial.child.kill('SIGTERM');
    });
    expect(judged.code, judged.said).toBe(130);
    expect(judged.verdict.outcome).toBe('fail');
    expect(judged.observations.audit).toMatchObject({ done: false });
    expect(judged.observations.audit.reason).toContain('SIGTERM came');
    expect(eventsOf(judged)).toContain('interrupted: SIGTERM ended the audit, after the load');
  });
});

it.concurrent('a keeper that is killed is replaced, a closed output is no loss, and the command may be stopped for a while', async () => {
  const judged = await afterFault(async (trial, _, family) => {
    trial.child.stdout?.destroy();
    trial.child.stderr?.destroy();
    process.kill(await keeperOf(family), 'SIGKILL');
    await sleep(500);
    trial.child.kill('SIGSTOP');
    await sleep(2000);
    trial.child.kill('SIGCONT');
  });
  expect(judged.code).toBe(90);
  expect(eventsOf(judged)).toMatch(/note: the keeper \(process \d+\) was killed; process \d+ took its place/);
  expect(judged.observations.missing).toBeNull();
});

it.concurrent('a killed command leaves nobody, though its keeper was killed before', async () => {
  const trial = await startRehearsal(PLAN);
  const folder = await trial.folder();
  const family = await wholeFamily(trial.pid);
  process.kill(await keeperOf(family), 'SIGKILL');
  await vi.waitFor(
    async () => expect(await readFile(join(folder, 'events.jsonl'), 'utf8')).toContain('took its place'),
    PATIENCE,
  );
  trial.child.kill('SIGKILL');
  await trial.ended;
  await nobody(family, folder);
});

it.concurrent('a full disk costs the files and not the verdict', async () => {
  const trial = await startRehearsal(PLAN);
  const folder = await trial.folder();
  await symlink('/dev/full', join(folder, 'events.jsonl'));
  await mkdir(join(folder, 'observations.json'));
  const family = await wholeFamily(trial.pid);
  const { code, said } = await trial.ended;
  expect(code, said).toBe(90);
  expect(said).toContain('INCONCLUSIVE');
  expect(said).toContain('could not be written');
  expect(existsSync(join(folder, 'verdict.json'))).toBe(false);
  await nobody(family, folder);
});

describe('whoever started the run', () => {
  const begun = async (command: string, args: readonly string[]) => {
    const root = temporaryFolder();
    const plan = join(root, 'plan.json');
    await writeFile(plan, JSON.stringify({ ...PLAN, phases: [{ ...PLAN.phases[0], calendarMinutes: 30 }] }));
    const runs = join(root, 'runs');
    const carnival = ['rehearse', '--plan', plan, '--runs', runs];
    const starter = spawn(command, args.length > 0 ? [...args, ...carnival] : carnival, {
      cwd: projectRoot(),
      stdio: 'ignore',
    });
    const folder = await vi.waitFor(async () => {
      const [k6] = await processesWith('run', '--console-output', runs);
      expect(k6).toBeDefined();
      return /--console-output (\S+)\/k6-console\.log/.exec(k6!.command)![1]!;
    }, PATIENCE);
    return { starter, folder };
  };
  const verdictIn = async (folder: string): Promise<Verdict> =>
    JSON.parse(await readFile(join(folder, 'verdict.json'), 'utf8')) as Verdict;

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'npm: when it gets %s, the load stops and is judged',
    async (signal) => {
      const { starter, folder } = await begun('npm', ['exec', '--', 'carnival']);
      starter.kill(signal);
      await nobody([], folder);
      const verdict = await verdictIn(folder);
      expect(verdict.exitCode).toBe(130);
      expect(verdict.notes.join()).toContain('the end of npm, which started this run, stopped the load');
    },
  );

  it('a terminal: when it is closed, the load stops, is judged, and the command ends with 130', async () => {
    const code = join(temporaryFolder(), 'code');
    const inTerminal = `trap '' HUP; node dist/carnival.js "$@"; echo $? > ${code}`;
    // script(1) gives its command a terminal, which is closed when script is killed.
    const quoted = `sh -c '${inTerminal.replaceAll("'", "'\\''")}' sh`;
    const wrapper = 'exec script -qec "$0 $(printf "%s " "$@")" /dev/null';
    const { starter, folder } = await begun('sh', ['-c', wrapper, quoted]);
    starter.kill('SIGKILL');
    await nobody([], folder);
    expect((await verdictIn(folder)).exitCode).toBe(130);
    await vi.waitFor(async () => expect(await readFile(code, 'utf8')).toBe('130\n'), PATIENCE);
  });
});
