import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { cacheFolder } from './cache.ts';

it.each([
  { env: { XDG_CACHE_HOME: '/var/my cache', HOME: '/home/me' }, want: '/var/my cache/carnival/toolchain' },
  { env: { HOME: '/home/me' }, want: '/home/me/.cache/carnival/toolchain' },
  { env: { XDG_CACHE_HOME: 'relative', HOME: '/home/me' }, want: '/home/me/.cache/carnival/toolchain' },
  { env: { XDG_CACHE_HOME: '', HOME: '' }, want: join(homedir(), '.cache/carnival/toolchain') },
])("an installed package keeps its tools in the user's cache: $want", ({ env, want }) => {
  expect(cacheFolder('/home/me/project/node_modules/carnival', env)).toBe(want);
});

it('a checkout keeps its tools with itself, whoever uses it', async () => {
  const root = temporaryFolder();
  await writeFile(join(root, 'esbuild.config.mjs'), '');
  expect(cacheFolder(root, { XDG_CACHE_HOME: '/var/cache' })).toBe(join(root, '.cache/toolchain'));
});
