import { mkdir, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { recordedRun } from '../workshop/testing/recorded-run.ts';
import { finishedRun } from './finished-run.ts';

const ZERO_MS = 1_795_000_000_000;
let folder: string;
let data: string;
let locks: string;
beforeEach(async () => {
  folder = temporaryFolder();
  data = join(folder, 'prometheus', 'data');
  locks = join(folder, 'locks');
  await mkdir(join(data, 'wal'), { recursive: true });
  const run = { id: 'run-1', targets: {}, hosts: {}, zeroAtMs: ZERO_MS };
  await writeFile(join(folder, 'plan.json'), JSON.stringify({ ...recordedRun().plan, run }));
  await writeFile(locks, '1: FLOCK  ADVISORY  WRITE 7 08:02:131099 0 EOF\n');
});
const lockedBy = async (line: (inode: number) => string): Promise<void> => {
  await writeFile(join(data, 'lock'), '');
  const { ino } = await stat(join(data, 'lock'));
  await writeFile(locks, line(ino));
};

describe('a finished run', () => {
  it('is found with its time, from before the first shopper to after the last answer', async () => {
    const found = await finishedRun(folder, locks);
    expect(found).toMatchObject({ id: 'run-1', isEmbedded: true, dataFolder: data });
    expect(found.fromMs).toBeLessThan(ZERO_MS);
    expect(found.untilMs).toBeGreaterThan(ZERO_MS + recordedRun().timetable.at(-1)!.endMs);
  });

  it('may have been killed: its lock is left, and nobody holds it', async () => {
    await lockedBy((inode) => `1: FLOCK  ADVISORY  WRITE 7 08:02:${inode + 1} 0 EOF\n`);
    expect((await finishedRun(folder, locks)).id).toBe('run-1');
  });

  it('is none while somebody holds its lock', async () => {
    await lockedBy((inode) => `1: POSIX  ADVISORY  WRITE 7 08:02:${inode} 0 EOF\n`);
    await expect(finishedRun(folder, locks)).rejects.toMatchObject({
      exitCode: 104,
      message: expect.stringContaining('still goes on'),
    });
  });

  it('is none with a lock where the kernel tells of no locks', async () => {
    await lockedBy(() => '');
    await expect(finishedRun(folder, join(folder, 'missing'))).rejects.toThrow('still goes on');
  });

  it('has its data in its folder, and no link to them: nothing would be copied', async () => {
    await rename(data, join(folder, 'elsewhere'));
    await symlink(join(folder, 'elsewhere'), data);
    await expect(finishedRun(folder, locks)).rejects.toThrow('has no data of its Prometheus');
  });

  it('has begun: a plan alone is no run', async () => {
    const { run: _, ...plan } = JSON.parse(JSON.stringify(recordedRun().plan)) as { run?: unknown };
    await writeFile(join(folder, 'plan.json'), JSON.stringify(plan));
    await expect(finishedRun(folder, locks)).rejects.toThrow('has no data');
  });
});
