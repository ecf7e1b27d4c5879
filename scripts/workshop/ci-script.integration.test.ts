/** The script that a CI runs, with the real command on a run that is over: a rehearsal would say no more about the script. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { projectRoot } from '../machine/project-root.ts';
import { recordedRun } from './testing/recorded-run.ts';
import { writtenRun } from './testing/written-run.ts';

const SCRIPT = join(projectRoot(), 'ci/carnival.sh');

interface Ended {
  readonly code: number;
  readonly folder: string;
  readonly kept: (file: string) => string;
  readonly said: string;
}

function inCi(args: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const folder = temporaryFolder();
  const told = { GITHUB_STEP_SUMMARY: join(folder, 'summary.md'), GITHUB_OUTPUT: join(folder, 'output') };
  return new Promise((resolve) => {
    execFile(
      'sh',
      [SCRIPT],
      { cwd: folder, env: { ...process.env, ...told, CARNIVAL_ARGS: args, ...env } },
      (error, stdout, stderr) =>
        resolve({
          code: error === null ? 0 : Number(error.code),
          folder,
          kept: (file) => readFileSync(join(folder, file), 'utf8'),
          said: stdout + stderr,
        }),
    );
  });
}

describe('the script of a CI', () => {
  it('ends with the code of the gate, and keeps verdict, JUnit, pack and summary', async () => {
    const run = writtenRun(recordedRun());
    const { code, folder, kept } = await inCi(`gate --baseline ${run} ${run}`, {
      CARNIVAL_RUNS: dirname(run),
    });
    // The recorded run has no times by the second.
    expect(code).toBe(90);
    expect(readdirSync(join(folder, 'carnival'))).toEqual(
      expect.arrayContaining([
        'carnival.txt',
        'junit.xml',
        'pack.txt',
        'run.carnival.tar.gz',
        'verdict.json',
      ]),
    );
    expect(kept('summary.md')).toContain('CANNOT TELL');
    expect(kept('output')).toBe('exit-code=90\nkept=carnival\n');
  });

  it('ends with 0 where the gate does, and works where there is no summary to write', async () => {
    const run = writtenRun(recordedRun());
    const { code, said } = await inCi(`gate --baseline ${run} --on-inconclusive pass-with-warning ${run}`, {
      ...{ CARNIVAL_RUNS: dirname(run), GITHUB_STEP_SUMMARY: '', GITHUB_OUTPUT: '' },
    });
    expect(said).toContain('Warning');
    expect(code).toBe(0);
  });

  it('does not keep a run of an earlier job as its own', async () => {
    const run = writtenRun(recordedRun());
    mkdirSync(join(dirname(run), 'earlier-gate'));
    writeFileSync(join(dirname(run), 'earlier-gate', 'gate.json'), '{}');
    const kept = temporaryFolder();
    for (const file of ['report.md', 'gate.json', 'junit.xml']) writeFileSync(join(kept, file), 'PASS');
    const { code, folder } = await inCi('rehearse --plan nothing-of-that-name', {
      ...{ CARNIVAL_RUNS: dirname(run), CARNIVAL_KEPT: kept },
    });
    expect(code).toBe(104);
    expect(readdirSync(kept)).toEqual(['carnival.txt']);
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).not.toContain('PASS');
  });

  it('does not take a command for a pass whose end it has not seen', async () => {
    // The shell that waits for it is killed, as by a machine that is out of memory.
    const killing = temporaryFolder();
    writeFileSync(join(killing, 'node'), '#!/bin/sh\nkill -9 $PPID\n', { mode: 0o755 });
    const { code } = await inCi('rehearse', { PATH: `${killing}:${process.env.PATH}` });
    expect(code).toBe(1);
  });

  it('runs nothing that is written in its arguments', async () => {
    const { code, folder, said } = await inCi('rehearse $(touch here) ; touch here `touch here` *');
    expect(code).toBe(104);
    expect(said).toContain('too many arguments');
    expect(existsSync(join(folder, 'here'))).toBe(false);
  });

  it('lets GitHub obey nothing that is printed', async () => {
    const { code, said } = await inCi('rehearse --plan ::error::x', { GITHUB_ACTIONS: 'true' });
    expect(code).toBe(104);
    const [, word] = /^::stop-commands::([0-9a-f]{32})\n/.exec(said) ?? [];
    // Standard error comes behind it here.
    expect(said).toContain(`\n::${word}::\n`);
  });

  it('says what is missing without a command', async () => {
    const { code, said } = await inCi('');
    expect(code).not.toBe(0);
    expect(said).toContain('CARNIVAL_ARGS');
  });
});

it('keys the cache of the tools by their pins', () => {
  const { runs } = parse(readFileSync(join(projectRoot(), 'action.yml'), 'utf8')) as {
    runs: { steps: readonly { id?: string; run?: string }[] };
  };
  const output = join(temporaryFolder(), 'output');
  const env = { ...process.env, GITHUB_ACTION_PATH: projectRoot(), GITHUB_OUTPUT: output };
  execFileSync('sh', ['-e', '-c', runs.steps.find(({ id }) => id === 'pins')!.run!], { env });
  expect(readFileSync(output, 'utf8')).toMatch(/^key=[1-9]\d*-[1-9]\d+\ntools=.+\/\.cache\/toolchain\n$/);
});
