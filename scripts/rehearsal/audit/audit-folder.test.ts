import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LedgerAudit, Observations } from '../../evidence/observations.ts';
import type { Keeper } from '../../machine/processes/keeper.ts';
import { rehearsal } from '../../workshop/testing/small-rehearsal.ts';
import { readEvidence } from '../judge-folder.ts';
import { createRunFolder, type RunFolder, writeJson } from '../run-folder.ts';
import { notAudited } from './audit.ts';
import { auditFolder } from './audit-folder.ts';

let runs: string;
let folder: RunFolder;
beforeEach(async () => {
  runs = await mkdtemp(join(tmpdir(), 'carnival-audit-folder-'));
  folder = await createRunFolder(runs, 'trial', new Date(0));
});
afterEach(() => rm(runs, { recursive: true }));

const ANSWERS = 12_000;
const noKeeper: Keeper = {
  pid: 0,
  add: async () => undefined,
  drop: () => undefined,
  close: async () => undefined,
};

/** The folder of a run that was audited so, and whose console has as many orders as its counters. */
async function written(audit: LedgerAudit, isRun = true): Promise<void> {
  const { plan, forecast, observations } = rehearsal();
  const run = { id: 'run-1', targets: { all: 'https://staging.example' }, hosts: {}, zeroAtMs: 0 };
  await writeJson(folder.file('plan'), isRun ? { ...plan, run } : plan);
  await writeJson(folder.file('forecast'), forecast);
  await writeJson(folder.file('observations'), { ...observations, audit });
  const order = Array.from({ length: ANSWERS }, (_, i) => `${i} 1`);
  const msg = JSON.stringify({ carnival: 'promises', regions: { all: { order } } });
  await writeFile(folder.file('console'), `${JSON.stringify({ msg })}\n`);
}
async function auditWith(csv: string) {
  const file = join(folder.path, 'orders.csv');
  await writeFile(file, csv);
  const said: string[] = [];
  const verdict = await auditFolder({
    folder: folder.path,
    evidence: await readEvidence(folder.path),
    way: { kind: 'csv', file, isRunAlone: false },
    keeper: noKeeper,
    signal: new AbortController().signal,
    language: 'en',
    say: (line) => said.push(line),
  });
  return { verdict, said };
}
const observed = async () => JSON.parse(await readFile(folder.file('observations'), 'utf8')) as Observations;
const rows = (from: number): string =>
  `id,amount,state\n${Array.from({ length: ANSWERS - from }, (_, i) => `${from + i},1.00,paid\n`).join('')}`;

it('a run that was not audited is judged again with what the file shows', async () => {
  await written(notAudited('the target is not the embedded shop'));
  const { verdict, said } = await auditWith(rows(0));
  const stateOf = (kind: string) => verdict.objectives.find((each) => each.kind === kind)?.state;
  expect([stateOf('lost-orders'), stateOf('broken-promises'), stateOf('oversold')]).toEqual([
    'pass',
    'pass',
    'not-proven',
  ]);
  expect(said).toEqual([]);
  expect((await observed()).audit).toMatchObject({ done: true, acknowledged: ANSWERS, lost: 0 });
  expect(JSON.parse(await readFile(join(folder.path, 'verdict.json'), 'utf8'))).toMatchObject({
    notes: expect.arrayContaining(['audit: rows of orders from orders.csv']),
  });
});

it('a lost order fails it', async () => {
  await written(notAudited('no'));
  const { verdict } = await auditWith(rows(1));
  expect(verdict).toMatchObject({
    outcome: 'fail',
    headline: expect.stringContaining('1 of 12,000 acknowledged orders lost, such as 0'),
  });
});

it('an audit that cannot be done says why in the verdict, and may be tried again', async () => {
  await written(notAudited('no'));
  const { verdict } = await auditWith('number\n1\n');
  const lost = verdict.objectives.find(({ kind }) => kind === 'lost-orders');
  expect(lost?.cells[0]).toMatchObject({
    state: 'not-proven',
    reason: expect.stringContaining('no column id or order'),
  });
  expect(
    (await auditWith(rows(0))).verdict.objectives.find(({ kind }) => kind === 'lost-orders')?.state,
  ).toBe('pass');
  await expect(auditWith('number\n1\n')).rejects.toMatchObject({
    exitCode: 104,
    hint: 'the run keeps the audit that it has',
  });
  expect((await observed()).audit.done).toBe(true);
});

it('the books of a Carnival shop are not replaced, and a folder without a run has nothing to audit', async () => {
  await written(rehearsal().observations.audit);
  await expect(auditWith(rows(0))).rejects.toThrow('they tell more than rows of orders');
  await written(notAudited('no'), false);
  await expect(auditWith(rows(0))).rejects.toThrow('is not the folder of a run');
});

it('a report that cannot be made again is said to be older than the verdict', async () => {
  await written(notAudited('the target is not the embedded shop'));
  await writeFile(join(folder.path, 'report.html'), 'an older report');
  await writeFile(folder.file('timeline'), '{}');
  const { said } = await auditWith(rows(0));
  expect(said).toContainEqual(expect.stringMatching(/^The report in the folder is older than this verdict/));
  expect((await observed()).audit.done).toBe(true);
});
