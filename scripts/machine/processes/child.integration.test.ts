import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { PATIENCE, processesWith, uniqueSleep } from '../../workshop/testing/processes.ts';
import { type Child, type ChildOptions, lastLines, startChild } from './child.ts';
import { type Keeper, startKeeper } from './keeper.ts';

let keeper: Keeper;
beforeAll(async () => {
  keeper = await startKeeper();
});
afterAll(() => keeper.close());

const startShell = async (script: string, options: Pick<ChildOptions, 'cwd' | 'env'> = {}) => {
  const logFile = join(temporaryFolder(), 'child.log');
  return startChild(keeper, { name: 'a shell', command: 'sh', args: ['-c', script], logFile, ...options });
};
const logged = (child: Child, text: string) =>
  vi.waitFor(async () => expect(await lastLines(child.logFile, 20)).toContain(text), PATIENCE);
const gone = (marker: string) =>
  vi.waitFor(async () => expect(await processesWith(marker)).toEqual([]), PATIENCE);

describe('a child', () => {
  it('writes both outputs to its log, with its own folder and environment', async () => {
    const cwd = join(temporaryFolder(), 'here');
    await mkdir(cwd);
    const child = await startShell('pwd; echo "$GREETING" >&2', { cwd, env: { GREETING: 'good day' } });
    expect(await child.exited).toEqual({ code: 0, signal: null });
    expect(await lastLines(child.logFile, 2)).toMatch(/\/here\ngood day$/);
  });

  it('is not given a variable that its environment leaves undefined', async () => {
    const child = await startShell('env', { env: { HOME: undefined, GREETING: 'good day' } });
    await child.exited;
    const given = (await lastLines(child.logFile, 1000)).split('\n').map((line) => line.split('=')[0]);
    expect(process.env.HOME).not.toBe(undefined);
    expect(given).toEqual(expect.arrayContaining(['PATH', 'GREETING']));
    expect(given).not.toContain('HOME');
  });

  it('takes its arguments as they are, whatever a shell would make of them', async () => {
    const args = ['%s\n', 'a b', '$HOME', '"; exit 3; "', '*'];
    const logFile = join(temporaryFolder(), 'child.log');
    const child = await startChild(keeper, { name: 'printf', command: 'printf', args, logFile });
    await child.exited;
    expect(await lastLines(logFile, 9)).toBe('a b\n$HOME\n"; exit 3; "\n*');
  });

  it('tells how it ended', async () => {
    const child = await startShell('exit 7');
    expect(await child.exited).toEqual({ code: 7, signal: null });
    expect(child.exit).toEqual({ code: 7, signal: null });
  });

  it('of a command that is not there ends with 127 and names it in its log', async () => {
    const logFile = join(temporaryFolder(), 'child.log');
    const child = await startChild(keeper, { name: 'k6', command: 'no-such-k6', args: [], logFile });
    expect((await child.exited).code).toBe(127);
    expect(await lastLines(logFile, 1)).toContain('no-such-k6');
  });

  it('in a folder that is not there is an error that names both', async () => {
    const start = startShell('true', { cwd: '/no/such/folder' });
    await expect(start).rejects.toThrow(/cannot start a shell .*"\/no\/such\/folder"/);
  });
});

describe('stop', () => {
  it('lets a child end in order', async () => {
    const child = await startShell("trap 'echo tidy; exit 0' TERM; echo up; while :; do sleep 0.02; done");
    await logged(child, 'up');
    expect(await child.stop()).toEqual({ code: 0, signal: null });
    expect(await lastLines(child.logFile, 1)).toBe('tidy');
  });

  it('kills a child that does not end within the grace, and all that it started', async () => {
    const marker = uniqueSleep();
    const child = await startShell(`trap '' TERM; ${marker} & echo up; ${marker}`);
    await logged(child, 'up');
    expect(await child.stop(100)).toEqual({ code: null, signal: 'SIGKILL' });
    await gone(marker);
  });

  it('is hastened by a second call, and sends SIGTERM once', async () => {
    const child = await startShell("trap 'echo asked' TERM; echo up; while :; do sleep 0.02; done");
    await logged(child, 'up');
    const first = child.stop(60_000);
    await logged(child, 'asked');
    await child.stop(50);
    expect((await first).signal).toBe('SIGKILL');
    expect((await lastLines(child.logFile, 9)).match(/asked/g)).toHaveLength(1);
  });

  it('of a child that has ended says how it ended', async () => {
    const child = await startShell('exit 3');
    await child.exited;
    expect(await child.stop()).toEqual({ code: 3, signal: null });
  });
});

it('what a child leaves behind when it dies by itself is ended', async () => {
  const marker = uniqueSleep();
  const child = await startShell(`${marker} & exit 1`);
  await child.exited;
  await gone(marker);
});
