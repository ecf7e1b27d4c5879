import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { readingMs } from './load.ts';

it('the load begins once k6 has had time to read the accounts', async () => {
  const accounts = join(temporaryFolder(), 'accounts.csv');
  expect(await Promise.all([readingMs({}), readingMs({ accounts })])).toEqual([0, 0]);
  writeFileSync(accounts, 'a'.repeat(1_000_000));
  expect(await readingMs({ accounts })).toBe(2000);
});
