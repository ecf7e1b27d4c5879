import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { copyData } from './copy-data.ts';

it('copies files and folders, and leaves links out: they would lead Prometheus elsewhere', async () => {
  const [from, elsewhere] = [temporaryFolder(), temporaryFolder()];
  const to = join(temporaryFolder(), 'prometheus', 'data');
  await mkdir(join(from, 'wal'));
  await writeFile(join(from, 'wal', '00000000'), 'segment');
  await symlink(elsewhere, join(from, 'chunks_head'));
  await symlink(join(from, 'wal', '00000000'), join(from, 'wal', '00000001'));
  await copyData(from, to);
  expect((await readdir(to, { recursive: true })).toSorted()).toEqual(['wal', 'wal/00000000']);
  expect(await readFile(join(to, 'wal', '00000000'), 'utf8')).toBe('segment');
});
