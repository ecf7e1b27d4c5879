import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EXIT } from '../mistakes/exit-codes.ts';
import { orderPrefix } from './audit/read-promises.ts';
import { createRunFolder } from './run-folder.ts';

/** mock-services/platform/schemas.ts */
const SHOP_ID_CHARACTERS_MAX = 64;

let runs: string;
beforeEach(async () => {
  runs = await mkdtemp(join(tmpdir(), 'carnival-folder-'));
});
afterEach(() => rm(runs, { recursive: true }));

it('an id names the second and the plan, and ends with letters', async () => {
  const { id } = await createRunFolder(runs, 'smoke', new Date(0), 'kqzvbt');
  expect(id).toBe('1970-01-01T00-00-00-smoke-kqzvbt');
});

it('two runs of one plan in one second have different ids, even in different folders', async () => {
  const ids = await Promise.all(
    ['here', 'there'].map(async (place) => {
      const { id } = await createRunFolder(join(runs, place), 'smoke', new Date(0));
      return id;
    }),
  );
  expect(ids[0]).not.toBe(ids[1]);
  for (const id of ids) expect(id).toMatch(/^1970-01-01T00-00-00-smoke-[a-z]{6}$/);
});

it('an id leaves room for the longest order id that a shop takes', async () => {
  const { id } = await createRunFolder(runs, 'a-plan-with-a-very-long-name', new Date(0));
  const order = `${orderPrefix(id)}${(2 ** 32 - 1).toString(36)}.9999999.999`;
  expect(order.length).toBeLessThanOrEqual(SHOP_ID_CHARACTERS_MAX);
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
