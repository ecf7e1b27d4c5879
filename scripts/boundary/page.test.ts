/** docs/boundary.md names all that a boundary can do and tells. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { BOUNDARY_FAULT_KINDS } from '../../scenarios/drills/boundary-fault.ts';
import { BOUNDARY } from '../../scenarios/metrics.ts';
import { faultsBody } from './fault-schema.ts';
import { ANSWERS } from './tally.ts';

const page = readFileSync('docs/boundary.md', 'utf8');
const rows = [...page.matchAll(/^\| `(\{ "kind".*?\})` \|/gm)].map(
  ([, json]) => JSON.parse(json!) as { kind: string },
);

it('it has a row for each kind of fault, which the control port takes as it stands there', () => {
  expect(rows.map(({ kind }) => kind)).toEqual(BOUNDARY_FAULT_KINDS);
  for (const fault of rows) expect(faultsBody.safeParse({ faults: [fault], forMs: 1 }).error).toBeUndefined();
});

it('it names each metric and each way in which a call may end', () => {
  for (const metric of Object.values(BOUNDARY))
    expect(page).toMatch(new RegExp(`^\\| \`${metric}[\`{]`, 'm'));
  for (const answer of ANSWERS) expect(page).toContain(`\`${answer}\``);
});
