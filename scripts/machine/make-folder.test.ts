import { stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { makeFolder } from './make-folder.ts';

describe('a folder', () => {
  it('is made with those above it, also when two commands make it at once, and again', async () => {
    const path = join(temporaryFolder(), 'a', 'b', 'c');
    await Promise.all([makeFolder(path), makeFolder(path)]);
    await makeFolder(path);
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it('may be behind a link', async () => {
    const root = temporaryFolder();
    await makeFolder(join(root, 'real'));
    await symlink(join(root, 'real'), join(root, 'link'));
    await makeFolder(join(root, 'link'));
    await makeFolder(join(root, 'link', 'deep', 'er'));
    expect((await stat(join(root, 'real', 'deep', 'er'))).isDirectory()).toBe(true);
  });

  it.each([
    { given: 'below /proc', path: () => '/proc/carnival/runs', code: 'ENOENT' },
    {
      given: 'below a link that leads nowhere',
      path: (root: string) => join(root, 'nowhere', 'x'),
      code: 'EEXIST',
    },
    { given: 'below a file', path: (root: string) => join(root, 'file', 'x'), code: 'ENOTDIR' },
    { given: 'in place of a file', path: (root: string) => join(root, 'file'), code: 'EEXIST' },
  ])('$given cannot be made, and that is an error', async ({ path, code }) => {
    const root = temporaryFolder();
    await writeFile(join(root, 'file'), '');
    await symlink(join(root, 'gone'), join(root, 'nowhere'));
    await expect(makeFolder(path(root))).rejects.toMatchObject({ code });
  });
});
