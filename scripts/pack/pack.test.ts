import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { judgeCommand } from '../commands/judge.ts';
import { packCommand } from '../commands/pack.ts';
import { keepPrinted } from '../workshop/testing/printed.ts';
import { recordedRun } from '../workshop/testing/recorded-run.ts';
import { writtenRun } from '../workshop/testing/written-run.ts';
import { archiveOf, type Files, filesIn } from './archive.ts';
import { MANIFEST, manifestOf } from './manifest.ts';

const printed = keepPrinted();

async function packedRun(): Promise<{
  readonly file: string;
  readonly archive: Buffer;
  readonly runId: string;
}> {
  const evidence = recordedRun();
  const file = join(temporaryFolder(), 'run.tar.gz');
  await packCommand(writtenRun(evidence), { output: file });
  return { file, archive: readFileSync(file), runId: evidence.observations.runId };
}

/** The pack with its files changed; its sums are made anew if that is asked for. */
async function changed(change: (files: Map<string, Buffer>) => void, sumsToo = false): Promise<string> {
  const { archive, runId, file } = await packedRun();
  const files = new Map(await filesIn(archive));
  const manifest = JSON.parse(files.get(MANIFEST)!.toString());
  change(files);
  if (sumsToo) {
    files.delete(MANIFEST);
    files.set(MANIFEST, Buffer.from(JSON.stringify(manifestOf(manifest, files))));
  }
  writeFileSync(file, archiveOf(runId, files));
  return file;
}

const said = (file: string): Promise<string> =>
  judgeCommand(file, {}).then(
    () => 'judged',
    (error: Error & { exitCode: number }) => `${error.exitCode} ${error.message}`,
  );

describe('a pack', () => {
  it('is verified, and judged to the same verdict, with its exit code', async () => {
    const { file } = await packedRun();
    expect(await judgeCommand(file, {})).toBe(0);
    expect(printed()).toContain('Verified: 5 files as packed.');
    expect(printed()).toContain('The verdict in the pack is the same.');
    expect(printed()).toMatch(/SHA-256 [0-9a-f]{64}/);
  });

  it('of the same run is the same, byte by byte', async () => {
    const [one, other] = [await packedRun(), await packedRun()];
    expect(one.archive.equals(other.archive)).toBe(true);
  });

  it('whose verdict was changed together with its sum is found out by judging', async () => {
    const file = await changed((files) => {
      const verdict = JSON.parse(files.get('verdict.json')!.toString());
      files.set('verdict.json', Buffer.from(JSON.stringify({ ...verdict, outcome: 'fail' })));
    }, true);
    expect(await said(file)).toBe('104 the verdict in the pack is "fail", but its evidence comes to pass');
  });

  it('of which another version worded the verdict says so', async () => {
    const file = await changed((files) => {
      const verdict = JSON.parse(files.get('verdict.json')!.toString());
      files.set('verdict.json', Buffer.from(JSON.stringify({ ...verdict, headline: 'all is well' })));
    }, true);
    expect(await judgeCommand(file, {})).toBe(0);
    expect(printed()).toContain('differs in details');
  });

  it.each<readonly [string, (files: Map<string, Buffer>) => void, string]>([
    [
      'a changed file',
      (files) => files.set('plan.json', Buffer.from(`${files.get('plan.json')} `)),
      'plan.json has',
    ],
    [
      'a changed letter',
      (files) => files.get('observations.json')!.write('x', 9),
      'observations.json was changed',
    ],
    ['a missing file', (files) => void files.delete('forecast.json'), 'forecast.json is missing'],
    ['one file too many', (files) => files.set('extra.txt', Buffer.from('x')), 'it holds "extra.txt"'],
    ['no manifest', (files) => void files.delete(MANIFEST), 'it has no MANIFEST.json'],
    ['a manifest that is no JSON', (files) => files.set(MANIFEST, Buffer.from('{')), 'is not JSON'],
    [
      'a manifest of another version',
      (files) => files.set(MANIFEST, Buffer.from('{"version":2}')),
      'has version 2',
    ],
    [
      'a manifest of nothing',
      (files) => files.set(MANIFEST, Buffer.from('{"version":1}')),
      'is not what a pack has',
    ],
  ])('with %s is not judged, and says why', async (_, change, want) => {
    const answer = await said(await changed(change));
    expect(answer).toMatch(/^104 \S+ is no pack that can be judged: /);
    expect(answer).not.toMatch(/^104 this /);
    expect(answer).toContain(want);
  });

  it('whose manifest says another outcome or run than its evidence is not believed', async () => {
    const lying = (lie: object): Promise<string> =>
      changed((files) => {
        const manifest = JSON.parse(files.get(MANIFEST)!.toString());
        files.set(MANIFEST, Buffer.from(JSON.stringify({ ...manifest, ...lie })));
      });
    expect(await said(await lying({ outcome: 'fail' }))).toContain('the verdict in the pack is "fail"');
    expect(await said(await lying({ runId: 'another' }))).toContain('is of another, and its evidence of');
  });

  it('with files of its own names and sums, none of which a run has, is not judged', async () => {
    const file = await changed((files) => files.set('package.json', Buffer.from('{}')), true);
    expect(await said(file)).toContain('"package.json" is no file of a run');
  });
});

describe('a folder', () => {
  const packing = (change: (folder: string) => void): Promise<string> => {
    const folder = writtenRun(recordedRun());
    change(folder);
    return packCommand(folder, { output: join(temporaryFolder(), 'run.tar.gz') }).then(
      () => 'packed',
      (error: Error & { exitCode: number }) => `${error.exitCode} ${error.message}`,
    );
  };
  const withRunId = (runId: string) => (folder: string) => {
    const file = join(folder, 'observations.json');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), runId }));
  };

  it.each([
    ['leads outside by its id', withRunId('../../outside'), 'has an id that names no file: "../../outside"'],
    ['has an empty id', withRunId(''), 'has an id that names no file: ""'],
    ['has an escape sequence for an id', withRunId('\u001b[2J'), String.raw`names no file: "\u001b[2J"`],
    [
      'has a link in it, which may lead to a secret',
      (folder: string) => symlinkSync('/etc/hostname', join(folder, 'report.html')),
      'report.html: it is a link',
    ],
    [
      'has a folder in it where a file should be',
      (folder: string) => mkdirSync(join(folder, 'report.html')),
      'report.html: it is not a file',
    ],
    [
      'has another verdict than its evidence',
      (folder: string) => writeFileSync(join(folder, 'verdict.json'), '{"outcome":"fail"}'),
      'is "fail", but its evidence comes to pass',
    ],
  ])('that %s is not packed', async (_, change, want) => {
    const answer = await packing(change);
    expect(answer).toMatch(/^104 /);
    expect(answer).toContain(want);
  });
});

const NAMES: Files = new Map([['plan.json', Buffer.from('{}')]]);

/** An archive whose first entry has another path or type. */
function forged(change: Partial<ConstructorParameters<typeof Header>[0] & object>): Buffer {
  const bytes = gunzipSync(archiveOf('run', NAMES));
  new Header({
    path: 'run/plan.json',
    mode: 0o644,
    size: 2,
    type: 'File',
    mtime: new Date(0),
    ...change,
  }).encode(bytes, 0);
  return gzipSync(bytes);
}

describe('an archive', () => {
  it('gives its files back', async () => {
    const files: Files = new Map([
      ['b.json', Buffer.from('two')],
      ['a.json', Buffer.alloc(1024, 'x')],
      ['empty', Buffer.alloc(0)],
    ]);
    const back = await filesIn(archiveOf('run', files));
    expect([...back.keys()]).toEqual(['a.json', 'b.json', 'empty']);
    for (const [name, content] of files) expect(back.get(name)!.equals(content)).toBe(true);
  });

  const withAnotherByte = (archive: Buffer): Buffer =>
    archive.fill(archive.at(-6)! ^ 1, archive.length - 6, archive.length - 5);

  it.each([
    ['a path to the folder above', forged({ path: '../plan.json' }), 'is not where a pack has its files'],
    ['a path from the root', forged({ path: '/etc/passwd' }), 'is not where a pack has its files'],
    ['a path further down', forged({ path: 'run/x/plan.json' }), 'is not where a pack has its files'],
    [
      'a symbolic link',
      forged({ type: 'SymbolicLink', linkpath: '/etc/passwd', size: 0 }),
      'is no plain file',
    ],
    ['a hard link', forged({ type: 'Link', linkpath: 'run/x', size: 0 }), 'is no plain file'],
    ['a folder', forged({ type: 'Directory', size: 0 }), 'is no plain file'],
    ['a text', Buffer.from('no archive'), 'it is no archive'],
    ['an archive in an archive', gzipSync(archiveOf('run', NAMES)), 'it is no archive'],
    ['nothing in it', Buffer.alloc(0), 'it is empty'],
    ['half an archive', archiveOf('run', NAMES).subarray(0, 40), 'it ends too early'],
    ['another byte', withAnotherByte(archiveOf('run', NAMES)), 'it was damaged or changed'],
  ])('is not read with %s', async (_, archive, want) => {
    await expect(filesIn(archive)).rejects.toMatchObject({
      exitCode: 104,
      message: expect.stringContaining(want),
    });
  });

  it('is not read with a file twice, or in two folders', async () => {
    const [one, other] = ['run', 'other'].map((folder) =>
      gunzipSync(archiveOf(folder, NAMES)).subarray(0, 1024),
    );
    const end = Buffer.alloc(1024);
    await expect(filesIn(gzipSync(Buffer.concat([one!, one!, end])))).rejects.toThrow(
      'holds "plan.json" twice',
    );
    await expect(filesIn(gzipSync(Buffer.concat([one!, other!, end])))).rejects.toThrow(/twice|2 folders/);
  });

  it('that grows beyond all bounds is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(4e6));
    await expect(filesIn(bomb, 1e6)).rejects.toThrow('larger than any run');
  });
});
