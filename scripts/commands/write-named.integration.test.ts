import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { writeNamed } from './write-named.ts';

it('puts no file in the place of a pipe', async () => {
  const pipe = join(temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  const read = readFile(pipe, 'utf8');
  await writeNamed(pipe, '--json', 'text');
  expect(statSync(pipe).isFIFO()).toBe(true);
  expect(await read).toBe('text');
});
