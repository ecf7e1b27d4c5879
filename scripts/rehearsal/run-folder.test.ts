import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EXIT } from '../mistakes/exit-codes.ts';
import { createRunFolder } from './run-folder.ts';

let runs: string;
beforeEach(async () => {
  runs = await mkdtemp(join(tmpdir(), 'carnival-folder-'));
});
afterEach(() => rm(runs, { recursive: true }));

it('two runs of one plan in one second get folders of their own', async () => {
  const [first, second] = [
    await createRunFolder(runs, 'smoke', new Date(0)),
    await createRunFolder(runs, 'smoke', new Date(0)),
  ];
  expect([first.id, second.id]).toEqual(['1970-01-01T00-00-00-smoke', '1970-01-01T00-00-00-smoke-2']);
});

it('a folder of runs that cannot be made is an error with a hint', async () => {
  const file = join(runs, 'file');
  await writeFile(file, '');
  await expect(createRunFolder(join(file, 'runs'), 'smoke', new Date(0))).rejects.toMatchObject({
    message: expect.stringContaining(`"${join(file, 'runs')}": ENOTDIR`),
    hint: '--runs names another folder',
    exitCode: EXIT.broken,
  });
});
