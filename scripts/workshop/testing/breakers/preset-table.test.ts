import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { PRESETS } from '../../../breakers/presets.ts';
import { OBJECTIVE_KINDS } from '../../../objectives/index.ts';
import { presetTable } from './preset-table.ts';

const page = await readFile('docs/breakers.md', 'utf8');

it('docs/breakers.md has the presets as they are: paste this table when it fails', () => {
  expect(page).toContain(presetTable());
});

it('docs/breakers.md explains every clause, and says where each library’s figures come from', () => {
  const clauses = OBJECTIVE_KINDS.filter((kind) => kind.startsWith('breaker-') || kind === 'load-recovers');
  for (const kind of clauses) expect(page).toContain(`| \`${kind}\` |`);
  expect(clauses).toHaveLength(9);
  for (const preset of Object.keys(PRESETS)) expect(page).toContain(`- **${preset}**:`);
});
