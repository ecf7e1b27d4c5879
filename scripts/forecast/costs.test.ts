import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { EXAMPLE_COSTS } from '../workshop/testing/example-costs.ts';
import { readCosts } from './costs.ts';

const { allBytesBase: _, ...WITHOUT_BASE } = EXAMPLE_COSTS;

it('reads the cost file that the bench wrote', async () => {
  const costs = await readCosts();
  expect(costs.allBytesBase).toBeGreaterThan(costs.generatorBytesBase);
});

it.each([
  { given: 'is not JSON', text: '{', want: /^the cost file ".*costs\.json" is not JSON: / },
  {
    given: 'lacks a cost',
    text: JSON.stringify(WITHOUT_BASE),
    want: /^the cost file ".*costs\.json" has mistakes:[\s\S]*allBytesBase/,
  },
  {
    given: 'has a negative cost',
    text: JSON.stringify({ ...EXAMPLE_COSTS, bytesPerShopper: -1 }),
    want: /has mistakes:[\s\S]*bytesPerShopper/,
  },
  { given: 'is not there', text: null, want: /^cannot read the cost file ".*costs\.json": ENOENT/ },
])('a file that $given is an error that names it and says how to make one', async ({ text, want }) => {
  const file = join(temporaryFolder(), 'costs.json');
  if (text !== null) await writeFile(file, text);
  await expect(readCosts(file)).rejects.toMatchObject({
    message: expect.stringMatching(want),
    hint: 'npm run bench writes one',
    exitCode: EXIT.broken,
  });
});
