import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { buildState, hashesOf, STATE_FILE } from './build-state.mjs';

let root: string;
beforeEach(async () => {
  root = temporaryFolder();
  await mkdir(join(root, 'dist'));
  await writeFile(join(root, 'a.ts'), 'a');
  await writeFile(join(root, 'b.ts'), 'b');
  await writeFile(join(root, 'dist', 'carnival.js'), 'ab');
  const inputs = hashesOf(root, ['a.ts', 'b.ts']);
  await writeFile(join(root, STATE_FILE), JSON.stringify({ inputs, outputs: ['dist/carnival.js'] }));
});

describe('a build', () => {
  it.each([
    { given: 'nothing has changed', change: async () => undefined, want: 'fresh' },
    { given: 'a file was saved again', change: () => writeFile(join(root, 'a.ts'), 'a'), want: 'fresh' },
    { given: 'a file has changed', change: () => writeFile(join(root, 'a.ts'), 'A'), want: 'stale' },
    { given: 'a file is gone', change: () => rm(join(root, 'b.ts')), want: 'stale' },
    { given: 'what was built is gone', change: () => rm(join(root, 'dist', 'carnival.js')), want: 'missing' },
    {
      given: 'nothing was built',
      change: () => rm(join(root, 'dist'), { recursive: true }),
      want: 'missing',
    },
  ])('is $want when $given', async ({ change, want }) => {
    await change();
    expect(buildState(root)).toBe(want);
  });
});
