import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc, { type Stream } from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { timetable } from '../../scenarios/crowd/timetable.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { OBSERVATIONS_VERSION } from '../evidence/observations.ts';
import { OUTPUTS } from '../outputs/index.ts';
import { judge } from '../verdict/judge.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { judgeFolder, verdictOf, writeVerdict } from './judge-folder.ts';
import { createRunFolder, RUN_FILES, type RunFolder, writeJson } from './run-folder.ts';

let runs: string;
let folder: RunFolder;
let evidence: Evidence;
beforeEach(async () => {
  runs = await mkdtemp(join(tmpdir(), 'carnival-judge-'));
  folder = await createRunFolder(runs, 'trial', new Date(0));
  const healthy = rehearsal();
  evidence = {
    ...healthy,
    observations: { ...healthy.observations, events: folder.events },
    // As the folder's judge makes it from the plan.
    timetable: timetable(healthy.plan),
  };
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
      const names = left.map(({ name }) => name.replace(/\.[0-9a-f]+\.part$/, ''));
      expect(names.filter((name) => VERDICT_FILES.includes(name))).toEqual([]);
    },
  );
});

describe('what else is written of a verdict', () => {
  const also = async () => [{ file: 'report.html', text: 'a report' }];

  it('lies beside it', async () => {
    await verdictOf(folder, evidence, also);
    expect(await readFile(join(folder.path, 'report.html'), 'utf8')).toBe('a report');
  });

  it('is not there without it, nor it without that, on a full disk', async () => {
    await mkdir(join(folder.path, 'report.html'));
    const verdict = await verdictOf(folder, evidence, also);
    expect(verdict.outcome).toBe('inconclusive');
    expect(folder.events.map(({ kind }) => kind)).toEqual(['disk-full']);
    expect(await readdir(folder.path)).not.toEqual(expect.arrayContaining(['verdict.json']));
  });
});

describe('a link that somebody put in place of a file of the verdict', () => {
  it.each(VERDICT_FILES)('%s is replaced, and what it leads to stays as it is', async (file) => {
    const elsewhere = join(runs, 'elsewhere');
    await writeFile(elsewhere, 'precious');
    await writeJson(folder.file('observations'), evidence.observations);
    for (const name of [file, `${file}.part`]) await symlink(elsewhere, join(folder.path, name));
    await writeVerdict(folder.path, await judgeFolder(folder.path));
    expect(await readFile(elsewhere, 'utf8')).toBe('precious');
    expect((await lstat(join(folder.path, file))).isFile()).toBe(true);
  });
});

describe('a folder that is no finished run', () => {
  const spoil: Record<string, (file: string) => Promise<unknown>> = {
    'is missing': (file) => rm(file),
    'was cut off': (file) => writeFile(file, '{"runId":'),
    'is empty': (file) => writeFile(file, ''),
    'holds a list': (file) => writeFile(file, '[]'),
    'holds null': (file) => writeFile(file, 'null'),
    'is a folder': (file) => rm(file).then(() => mkdir(file)),
    'leads to a device': (file) => rm(file).then(() => symlink('/dev/zero', file)),
    'leads to itself': (file) => rm(file).then(() => symlink(file, file)),
    'is huge': (file) => truncate(file, 300e6),
    'is nested without end': (file) => writeFile(file, '['.repeat(100_000) + ']'.repeat(100_000)),
  };
  const files = ['plan', 'forecast', 'observations'] as const;
  const cases = Object.keys(spoil).flatMap((how) => files.map((file) => ({ file, how })));
  beforeEach(() => writeJson(folder.file('observations'), evidence.observations));

  it.each(cases)('because its $file $how is told in one sentence', async ({ file, how }) => {
    await spoil[how]!(folder.file(file));
    const error = await judgeFolder(folder.path).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'CarnivalError', exitCode: 104, hint: expect.any(String) });
    expect((error as Error).message).toContain(folder.file(file));
    expect((error as Error).message).not.toContain('\n');
  });

  it('because another version wrote it says so', async () => {
    await writeJson(folder.file('observations'), {
      ...evidence.observations,
      version: 1,
      seconds: undefined,
    });
    await expect(judgeFolder(folder.path)).rejects.toMatchObject({
      message: `${folder.path} is a run of another version of Carnival: its observations have version 1, and not ${OBSERVATIONS_VERSION}`,
      exitCode: 104,
    });
  });

  it('says where a file is wrong, whatever was changed in it, or is judged', async () => {
    const originals = {
      plan: evidence.plan,
      forecast: evidence.forecast,
      observations: evidence.observations,
    };
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.infiniteStream(fc.nat()),
        strange,
        async (file, choices, value) => {
          const changed = JSON.parse(JSON.stringify(originals[file])) as Json;
          change(changed, choices, value);
          await writeJson(folder.file(file), changed);
          const verdict = await judgeFolder(folder.path).catch((reason: unknown) => reason);
          await writeJson(folder.file(file), originals[file]);
          if (!(verdict instanceof Error)) return;
          refused += 1;
          expect(verdict).toMatchObject({ name: 'CarnivalError', exitCode: 104 });
          expect(verdict.message).toMatch(/is not what a run writes|is a run of another version/);
        },
      ),
      { numRuns: 400 },
    );
    expect(refused).toBeGreaterThan(100);
  });
});

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;
const REMOVED = Symbol('removed');
const strange = fc.constantFrom<Json | typeof REMOVED>(REMOVED, null, 'text', '', [], {}, true, [null], {
  a: 1,
});

/** Changes or removes one value, somewhere. */
function change(json: Json, choices: Stream<number>, value: Json | typeof REMOVED): void {
  let at = json as Record<string, Json>;
  for (const choice of choices) {
    const keys = Object.keys(at);
    const key = keys[choice % keys.length];
    if (key === undefined) return;
    const below = at[key];
    const isInner = typeof below === 'object' && below !== null && Object.keys(below).length > 0;
    if (isInner && choice % 5 !== 0) {
      at = below as Record<string, Json>;
      continue;
    }
    if (value === REMOVED) delete at[key];
    else at[key] = value;
    return;
  }
}
