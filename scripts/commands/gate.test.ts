import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { runWith, shareOf } from '../workshop/testing/compared-runs.ts';
import { keepPrinted } from '../workshop/testing/printed.ts';
import { recordedRun } from '../workshop/testing/recorded-run.ts';
import { writtenRun } from '../workshop/testing/written-run.ts';
import { compareCommand } from './compare.ts';
import { type GateArguments, gateCommand } from './gate.ts';

const OPTIONS = { target: [], tolerance: [], onInconclusive: 'fail' } as unknown as GateArguments;

const printed = keepPrinted();

describe('a baseline', () => {
  it('is saved from a run, and the same run is not worse: but nobody knows its machine', async () => {
    const run = writtenRun(recordedRun());
    const file = join(temporaryFolder(), 'baseline.json');
    expect(await gateCommand(run, { ...OPTIONS, saveBaseline: file })).toBe(0);
    const json = join(temporaryFolder(), 'gate.json');
    // The recorded run is older than times by the second.
    expect(await gateCommand(run, { ...OPTIONS, baseline: file, json })).toBe(90);
    expect(printed()).toContain('CANNOT TELL');
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ outcome: 'cannot-tell', exitCode: 90 });
    const options = { ...OPTIONS, baseline: file, onInconclusive: 'pass-with-warning' };
    expect(await gateCommand(run, options)).toBe(0);
    expect(printed()).toContain('Warning');
  });

  it('is compared like a run', async () => {
    const run = writtenRun(recordedRun());
    const file = join(temporaryFolder(), 'baseline.json');
    await gateCommand(run, { ...OPTIONS, saveBaseline: file });
    const html = join(temporaryFolder(), 'compared.html');
    expect(await compareCommand(file, run, { html })).toBe(0);
    expect(printed()).toContain('no difference that could be shown');
    expect(readFileSync(html, 'utf8')).toContain('</html>');
  });

  it.each([
    ['of another version', JSON.stringify({ version: 99 }), 'its version is 99, and not 1'],
    ['that is no JSON', '{', 'is no baseline: it is not JSON'],
    ['that is a pack', '\u001f\u008b', 'is a pack or another archive, and no baseline'],
    [
      'that somebody has changed',
      JSON.stringify({ version: 1, runId: 7 }),
      'is not what a run writes at runId',
    ],
  ])('%s is a mistake', async (_, text, said) => {
    const file = join(temporaryFolder(), 'baseline.json');
    writeFileSync(file, text, 'latin1');
    await expect(gateCommand(file, { ...OPTIONS, baseline: file })).rejects.toMatchObject({
      exitCode: 104,
      message: expect.stringContaining(said),
    });
  });
});

describe('a baseline that nobody can compute with', () => {
  const TIMES = {
    phase: 'burst',
    step: 'a',
    sliceSeconds: 1,
    atSeconds: [1, 2],
    answers: [1],
    responseMs: [1],
  };
  it.each([
    [
      'more bad answers than answers',
      { shares: [shareOf({ bad: 20_000 })] },
      'at shares[0].bad: more bad answers',
    ],
    ['more answers than any run', { shares: [shareOf({ n: 1e300 })] }, 'at shares[0].n'],
    ['times of which some are missing', { times: [TIMES] }, 'at times[0]: its lists are not of one length'],
  ])('has %s, and is a mistake', async (_, changes, said) => {
    const file = join(temporaryFolder(), 'baseline.json');
    writeFileSync(file, JSON.stringify(runWith(changes)));
    await expect(gateCommand(file, { ...OPTIONS, baseline: file })).rejects.toMatchObject({
      exitCode: 104,
      message: expect.stringContaining(said),
    });
  });
});

describe('mistakes in the options of a gate', () => {
  it('are told together, before anything is read or run', async () => {
    const options = { ...OPTIONS, tolerance: ['share=lots'], onInconclusive: 'hope', json: '' };
    await expect(gateCommand(undefined, options)).rejects.toMatchObject({
      exitCode: 104,
      mistakes: ['--json', '--tolerance', '--on-inconclusive', '--baseline'].map((path) =>
        expect.objectContaining({ path }),
      ),
    });
  });

  it.each([
    ['a baseline saved from nothing', undefined, { saveBaseline: 'base.json' }, '--save-baseline'],
    [
      'a retry of a run that is over',
      'runs/x',
      { baseline: 'b', onInconclusive: 'retry=2' },
      '--on-inconclusive',
    ],
    [
      'more retries than anybody waits for',
      undefined,
      { baseline: 'b', onInconclusive: 'retry=9' },
      '--on-inconclusive',
    ],
  ])('name %s', async (_, run, changes, path) => {
    await expect(gateCommand(run, { ...OPTIONS, ...changes })).rejects.toMatchObject({
      exitCode: 104,
      mistakes: [expect.objectContaining({ path })],
    });
  });
});
