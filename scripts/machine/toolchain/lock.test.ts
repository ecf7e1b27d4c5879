import { access, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../workshop/testing/processes.ts';
import { takeLock } from './lock.ts';

/** Above every pid_max that Linux and macOS allow. */
const DEAD_PID = 2 ** 22 + 1;

const never = async () => false;
const untold = (pid: number) => {
  throw new Error(`waited for ${pid}`);
};

describe('the lock', () => {
  it('is taken when it is free, and free again once released', async () => {
    const file = join(await temporaryFolder(), 'lock');
    const lock = await takeLock(file, never, untold);
    expect(await readFile(file, 'utf8')).toBe(String(process.pid));
    await lock!.release();
    await expect(access(file)).rejects.toThrow('ENOENT');
  });

  it('of a dead holder is taken over, and leaves nothing behind', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'lock');
    await writeFile(file, String(DEAD_PID));
    const lock = await takeLock(file, never, untold);
    expect(await readFile(file, 'utf8')).toBe(String(process.pid));
    await lock!.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    { given: 'whose number another process has by now', text: String(process.pid) },
    { given: 'who died before it wrote its number', text: '' },
  ])('of a holder long silent $given is taken over', async ({ text }) => {
    const file = join(await temporaryFolder(), 'lock');
    await writeFile(file, text);
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(file, longAgo, longAgo);
    const lock = await takeLock(file, never, untold);
    expect(lock).not.toBeNull();
    await lock!.release();
  });

  it('is waited for while its holder lives, who is told of once; and given up when nothing is left to do', async () => {
    const file = join(await temporaryFolder(), 'lock');
    const holder = await takeLock(file, never, untold);
    const waitedFor: number[] = [];
    let asked = 0;
    const lock = await takeLock(
      file,
      async () => ++asked === 2,
      (pid) => waitedFor.push(pid),
    );
    expect(lock).toBeNull();
    expect(waitedFor).toEqual([process.pid]);
    await holder!.release();
  });

  it('is held by one at a time, however many want it and however stale it was', async () => {
    const file = join(await temporaryFolder(), 'lock');
    await writeFile(file, String(DEAD_PID));
    let holders = 0;
    let holdersMax = 0;
    let turns = 0;
    const takers = Array.from({ length: 5 }, async () => {
      const lock = await takeLock(file, never, () => undefined);
      holdersMax = Math.max(holdersMax, ++holders);
      await sleep(20);
      turns++;
      holders--;
      await lock!.release();
    });
    await Promise.all(takers);
    expect({ holdersMax, turns }).toEqual({ holdersMax: 1, turns: 5 });
  });
});
