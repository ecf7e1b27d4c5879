import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Evidence } from '../evidence/evidence.ts';
import { OUTPUTS } from '../outputs/index.ts';
import { judge } from '../verdict/judge.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { judgeFolder, verdictOf } from './judge-folder.ts';
import { createRunFolder, RUN_FILES, type RunFolder, writeJson } from './run-folder.ts';

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

const VERDICT_FILES = OUTPUTS.flatMap(({ file }) => (file === null ? [] : [file]));

describe('the verdict of a run', () => {
  it('is written, with what it was made from', async () => {
    const verdict = await verdictOf(folder, evidence);
    const read = async (file: string) =>
      JSON.parse(await readFile(join(folder.path, file), 'utf8')) as unknown;
    expect(await read('verdict.json')).toEqual(JSON.parse(JSON.stringify(verdict)));
    expect(await read('observations.json')).toMatchObject({
      runId: 'run-1',
      audit: { acknowledged: 12_000 },
    });
    expect(verdict.objectives).toEqual(judge(evidence).objectives);
    expect(folder.events).toEqual([]);
  });

  it('is written in every format, under a name that no other file of the run has', async () => {
    await verdictOf(folder, evidence);
    expect(await readdir(folder.path)).toEqual(expect.arrayContaining(VERDICT_FILES));
    const names = [...VERDICT_FILES, ...Object.values(RUN_FILES)];
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([RUN_FILES.observations, ...VERDICT_FILES])(
    'is not lost with %s, which the disk does not take: it is inconclusive and says why',
    async (file) => {
      // A folder of that name stands for the full disk.
      await mkdir(join(folder.path, file));
      const verdict = await verdictOf(folder, evidence);
      expect(verdict.outcome).toBe('inconclusive');
      expect(verdict.notes).toContainEqual(expect.stringMatching(/could not be written: EISDIR/));
      expect(verdict.validity.find(({ id }) => id === 'series-complete')!.state).toBe('broken');
      expect(folder.events.map(({ kind }) => kind)).toEqual(['disk-full']);
      // No file says otherwise, and none is torn.
      const left = (await readdir(folder.path, { withFileTypes: true })).filter((each) => each.isFile());
      const names = left.map(({ name }) => name.replace(/\.part$/, ''));
      expect(names.filter((name) => VERDICT_FILES.includes(name))).toEqual([]);
    },
  );
});

describe('a folder that is no finished run', () => {
  it('is named, with the file that is missing', async () => {
    await expect(judgeFolder(folder.path)).rejects.toMatchObject({
      name: 'CarnivalError',
      message: expect.stringContaining(`${folder.file('observations')}: ENOENT`),
      hint: 'give the folder of a run, such as runs/<id>',
      exitCode: 1,
    });
  });

  it('is named, with the file that was cut off', async () => {
    await writeFile(folder.file('observations'), '{"runId":');
    await expect(judgeFolder(folder.path)).rejects.toMatchObject({
      name: 'CarnivalError',
      message: expect.stringContaining(`${folder.file('observations')} is not JSON`),
    });
  });
});
