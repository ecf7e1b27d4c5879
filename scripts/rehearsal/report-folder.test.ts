import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import type { ReportSource } from '../report/source.ts';
import { reportSource } from '../workshop/testing/report-source.ts';
import { readEvidence } from './judge-folder.ts';
import { readSource, reportAgain, sayReportAgain } from './report-folder.ts';
import { RUN_FILES, writeJson } from './run-folder.ts';

let folder: string;
let source: ReportSource;
const at = (file: string): string => join(folder, file);
beforeEach(async () => {
  folder = temporaryFolder();
  source = reportSource();
  for (const file of ['plan', 'forecast', 'observations', 'timeline'] as const)
    await writeJson(at(RUN_FILES[file]), source[file]);
  await writeJson(at('verdict.json'), source.verdict);
});

const problemOf = (): Promise<unknown> => readSource(folder).catch((reason: unknown) => reason);

describe('the folder of a run', () => {
  it('has all that its report is made of', async () => {
    const read = await readSource(folder);
    expect(read.verdict).toEqual(JSON.parse(JSON.stringify(source.verdict)));
    expect(read.timeline).toEqual(source.timeline);
  });

  it('may lack a timeline', async () => {
    await rm(at(RUN_FILES.timeline));
    expect((await readSource(folder)).timeline).toBeNull();
  });

  it.each([
    ['has no verdict', () => rm(at('verdict.json')), /verdict\.json: it is not there/],
    [
      'has a verdict of another version',
      () => writeFile(at('verdict.json'), '{"version":1}'),
      /not what this version/,
    ],
    [
      'has a torn timeline',
      () => writeFile(at(RUN_FILES.timeline), '{"version":'),
      /timeline\.json is not JSON/,
    ],
    [
      'has a folder for a timeline',
      () => rm(at(RUN_FILES.timeline)).then(() => mkdir(at(RUN_FILES.timeline))),
      /it is not a file/,
    ],
    [
      'has the timeline of another run',
      () => writeJson(at(RUN_FILES.timeline), { ...source.timeline, runId: 'run-2' }),
      /more than one run: run-1, run-2/,
    ],
  ])('that %s is told in one sentence', async (_, spoil, message) => {
    await spoil();
    const problem = await problemOf();
    expect(problem).toMatchObject({ name: 'CarnivalError', exitCode: 104, hint: expect.any(String) });
    expect((problem as Error).message).toMatch(message);
    expect((problem as Error).message).not.toContain('\n');
    expect(await readFile(at(RUN_FILES.plan), 'utf8')).not.toBe('');
  });
});

it.each([
  { file: 'verdict.json', hint: /^carnival judge .* writes it$/ },
  { file: 'observations.json', hint: /^the run ended before/ },
])('a folder without $file is told how it comes there', async ({ file, hint }) => {
  await rm(at(file));
  expect(await problemOf()).toMatchObject({ hint: expect.stringMatching(hint) });
});

it('a report that was written again is told, with its language', () => {
  const said: string[] = [];
  const say = (line: string): number => said.push(line);
  sayReportAgain([], { language: 'zh', say });
  expect(said).toEqual([]);
  sayReportAgain([{ file: 'report.md', text: '' }], { language: 'zh', say });
  expect(said).toEqual(['The report was written again, in Chinese: --lang chooses another']);
});

describe('the report of a run that is judged again', () => {
  async function again(): Promise<{ files: readonly string[]; said: readonly string[] }> {
    const said: string[] = [];
    const evidence = await readEvidence(folder);
    const files = await reportAgain({
      ...{ folder, evidence, verdict: source.verdict, language: 'en', say: (line) => said.push(line) },
    });
    return { files: files.map(({ file }) => file), said };
  }

  it('is not made where there was none', async () => {
    expect(await again()).toEqual({ files: [], said: [] });
  });

  it.each(['report.html', 'report.md'])('is said to be older if it cannot be made: %s', async (file) => {
    await writeFile(at(file), 'an older report');
    await writeJson(at(RUN_FILES.timeline), { ...source.timeline, runId: 'run-2' });
    expect(await again()).toEqual({
      files: [],
      said: [
        expect.stringMatching(/^The report in the folder is older than this verdict.*more than one run/),
      ],
    });
  });
});
