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

  it('or are not started at all, once it is ending', async () => {
    const [marker, folder] = [uniqueSleep(), temporaryFolder()];
    const keeper = await startKeeper();
    await keeper.close();
    const child = { name: 'late', command: 'sh', args: ['-c', marker], logFile: join(folder, 'late.log') };
    await expect(startChild(keeper, child)).rejects.toThrow('the command is ending');
    expect(await processesWith(marker)).toEqual([]);
  });

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

describe('a keeper', () => {
  it('that somebody killed is replaced, and the next one ends the children of both', async () => {
    const folder = temporaryFolder();
    const marker = uniqueSleep();
    const parent = await runFixture(PARENT, [folder, '2'], { SCRIPT: marker });
    await said(parent.output, 'ready');
    const first = Number(parent.output().match(/kept by (\d+)/)?.[1]);
    process.kill(first, 'SIGKILL');
    await said(parent.output, `the keeper (process ${first}) was killed`);
    const second = Number(parent.output().match(/process (\d+) took its place/)?.[1]);
    process.kill(second, 'SIGKILL');
    await said(parent.output, `the keeper (process ${second}) was killed`);
    expect(await processesWith(marker)).not.toEqual([]);
    parent.process.kill('SIGKILL');
    await gone(marker);
  });

  it('that was killed does not keep a child from being started', async () => {
    const folder = temporaryFolder();
    const marker = uniqueSleep();
    const losses: string[] = [];
    const keeper = await startKeeper((reason) => losses.push(reason));
    const killed = keeper.pid;
    process.kill(killed, 'SIGKILL');
    await dead(killed);
    const logFile = join(folder, 'log');
    const child = await startChild(keeper, { name: 'sleeper', command: 'sh', args: ['-c', marker], logFile });
    expect(losses).toEqual([
      `the keeper (process ${killed}) was killed; process ${keeper.pid} took its place`,
    ]);
    await keeper.close();
    await child.exited;
    expect(await processesWith(marker)).toEqual([]);
  });

  it.each(['SIGSTOP', 'SIGKILL'] as const)(
    'that gets %s just before its end still ends its children',
    async (signal) => {
      const folder = temporaryFolder();
      const marker = uniqueSleep();
      const keeper = await startKeeper();
      const logFile = join(folder, 'log');
      const script = `trap '' TERM; ${marker} & ${marker}`;
      await startChild(keeper, { name: 'sleeper', command: 'sh', args: ['-c', script], logFile });
      process.kill(keeper.pid, signal);
      await keeper.close();
      await gone(marker);
      await dead(keeper.pid);
    },
  );

  it('that is stopped is woken, so that it does its work when the command is killed', async () => {
    const folder = temporaryFolder();
    const marker = uniqueSleep();
    const parent = await runFixture(PARENT, [folder, '1'], { SCRIPT: marker });
    await said(parent.output, 'ready');
    const keeper = Number(parent.output().match(/kept by (\d+)/)?.[1]);
    process.kill(keeper, 'SIGSTOP');
    const stateOf = async () => /\) (\S)/.exec(await readFile(`/proc/${keeper}/stat`, 'utf8'))?.[1];
    await vi.waitFor(async () => expect(await stateOf()).toBe('T'), PATIENCE);
    await vi.waitFor(async () => expect(await stateOf()).not.toBe('T'), PATIENCE);
    parent.process.kill('SIGKILL');
    await gone(marker);
  });
});
