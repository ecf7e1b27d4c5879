import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { runFixture } from '../../workshop/testing/fixture.ts';
import { PATIENCE, processesWith, uniqueSleep } from '../../workshop/testing/processes.ts';
import { startChild } from './child.ts';
import { startKeeper } from './keeper.ts';

const PARENT = new URL('../../workshop/testing/programs/keeper-parent.ts', import.meta.url);

const said = (output: () => string | Promise<string>, text: string) =>
  vi.waitFor(async () => expect(await output()).toContain(text), PATIENCE);
const gone = (marker: string) =>
  vi.waitFor(async () => expect(await processesWith(marker)).toEqual([]), PATIENCE);
const dead = (pid: number) => vi.waitFor(() => expect(isAlive(pid)).toBe(false), PATIENCE);
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('children die with the command that started them', () => {
  const cases: { given: string; script: (marker: string) => string }[] = [
    { given: 'obey SIGTERM', script: (marker) => `${marker} & ${marker}` },
    { given: 'ignore SIGTERM', script: (marker) => `trap '' TERM; ${marker} & ${marker}` },
  ];
  it.each(cases)(
    'also after kill -9, with children that $given, and the keeper goes too',
    async ({ script }) => {
      const folder = temporaryFolder();
      const marker = uniqueSleep();
      const parent = await runFixture(PARENT, [folder, '2'], { SCRIPT: script(marker) });
      await said(parent.output, 'ready');
      const keeperPid = Number(parent.output().match(/kept by (\d+)/)?.[1]);
      await vi.waitFor(
        async () => expect((await processesWith(marker)).length).toBeGreaterThanOrEqual(4),
        PATIENCE,
      );

      parent.process.kill('SIGKILL');

      await gone(marker);
      await dead(keeperPid);
    },
  );

  it('whenever the kill -9 comes, also while they are being started', async () => {
    const folder = temporaryFolder();
    const marker = uniqueSleep();
    for (let afterMs = 0; afterMs < 200; afterMs += 20) {
      const parent = await runFixture(PARENT, [folder, '50'], { SCRIPT: `${marker} & ${marker}` });
      await said(parent.output, 'kept by');
      await sleep(afterMs);
      parent.process.kill('SIGKILL');
      await gone(marker);
    }
    const started = (await readdir(folder)).filter((name) => name.endsWith('.log'));
    expect(started.length).toBeGreaterThan(1);
    // One that had not come as far as its own command line when it was counted would show by now.
    await sleep(500);
    expect(await processesWith(marker)).toEqual([]);
  });

  it('when it closes its keeper', async () => {
    const folder = temporaryFolder();
    const keeper = await startKeeper();
    const child = await startChild(keeper, {
      name: 'sleeper',
      command: 'sh',
      args: ['-c', uniqueSleep()],
      logFile: join(folder, 'sleeper.log'),
    });
    await keeper.close();
    expect((await child.exited).signal).toBe('SIGTERM');
    expect(isAlive(keeper.pid)).toBe(false);
  });
});

it("the terminal's Ctrl-C reaches the command and not its children", async () => {
  const folder = temporaryFolder();
  const marker = uniqueSleep();
  const script = `trap 'echo got INT' INT; echo trapped; ${marker}`;
  const parent = await runFixture(PARENT, [folder, '1'], { SCRIPT: script });
  await said(parent.output, 'ready');
  const childLog = () => readFile(join(folder, 'child-0.log'), 'utf8');
  await said(childLog, 'trapped');

  // What a terminal does: to the whole foreground group, which `runFixture` made the parent the leader of.
  process.kill(-parent.process.pid!, 'SIGINT');

  await said(parent.output, 'got SIGINT');
  expect(await processesWith(marker)).not.toEqual([]);
  expect(await childLog()).toBe('trapped\n');
  parent.process.kill('SIGKILL');
  await gone(marker);
});

it('a keeper that somebody killed makes the next start an error that says so', async () => {
  const folder = temporaryFolder();
  const marker = uniqueSleep();
  const keeper = await startKeeper();
  process.kill(keeper.pid, 'SIGKILL');
  await dead(keeper.pid);
  const logFile = join(folder, 'log');
  const start = startChild(keeper, { name: 'orphan', command: 'sh', args: ['-c', marker], logFile });
  await expect(start).rejects.toThrow(
    `the keeper (process ${keeper.pid}), which ends children when this command dies, is gone`,
  );
  expect(await processesWith(marker)).toEqual([]);
});
