import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { reportSource } from '../workshop/testing/report-source.ts';
import { reportIn, reportOf } from './report-of-run.ts';

const source = reportSource();

async function made(...[given, language]: [typeof source, 'en' | null]) {
  const notes: string[] = [];
  const files = await reportOf({ note: (_, reason) => void notes.push(reason) }, given, language);
  return { files: files.map(({ file }) => file), notes };
}

describe('the report at the end of a run', () => {
  it('is not made for a run that only measures', async () => {
    expect(await made(source, null)).toEqual({ files: [], notes: [] });
  });

  it('with a defect costs the report, and says so: the verdict stands', async () => {
    const broken = { ...source, plan: { ...source.plan, phases: undefined as never } };
    expect(await made(broken, 'en')).toEqual({
      files: [],
      notes: [expect.stringMatching(/^there is no report: /)],
    });
  });

  it('is named only where it is', () => {
    const folder = temporaryFolder();
    expect(reportIn(folder)).toBeNull();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'report.html'), '');
    expect(reportIn(folder)).toBe(join(folder, 'report.html'));
  });
});
