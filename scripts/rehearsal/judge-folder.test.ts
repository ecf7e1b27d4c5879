import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Evidence } from '../evidence/evidence.ts';
import { judge } from '../verdict/judge.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { verdictOf } from './judge-folder.ts';
import { createRunFolder, type RunFile, type RunFolder, writeJson } from './run-folder.ts';

let runs: string;
let folder: RunFolder;
let evidence: Evidence;
beforeEach(async () => {
  runs = await mkdtemp(join(tmpdir(), 'carnival-judge-'));
  folder = await createRunFolder(runs, 'trial', new Date(0));
  const healthy = rehearsal();
  evidence = { ...healthy, observations: { ...healthy.observations, events: folder.events } };
  await writeJson(folder.file('plan'), evidence.plan);
  await writeJson(folder.file('forecast'), evidence.forecast);
});
afterEach(() => rm(runs, { recursive: true }));

describe('the verdict of a run', () => {
  it('is written, with what it was made from', async () => {
    const verdict = await verdictOf(folder, evidence);
    const read = async (file: RunFile) => JSON.parse(await readFile(folder.file(file), 'utf8')) as unknown;
    expect(await read('verdict')).toEqual(JSON.parse(JSON.stringify(verdict)));
    expect(await read('observations')).toMatchObject({ runId: 'run-1', audit: { acknowledged: 12_000 } });
    expect(verdict.objectives).toEqual(judge(evidence).objectives);
    expect(folder.events).toEqual([]);
  });

  it.each(['observations', 'verdict', 'junit'] as const)(
    'is not lost with %s, which the disk does not take: it is inconclusive and says why',
    async (file) => {
      // A folder of that name stands for the full disk.
      await mkdir(folder.file(file));
      const verdict = await verdictOf(folder, evidence);
      expect(verdict.outcome).toBe('inconclusive');
      expect(verdict.notes).toContainEqual(expect.stringMatching(/could not be written: EISDIR/));
      expect(verdict.validity.find(({ id }) => id === 'series-complete')!.state).toBe('broken');
    },
  );
});
