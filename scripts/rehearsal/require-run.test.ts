import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { requireRun } from './require-run.ts';

let runs: string;
beforeEach(() => {
  runs = temporaryFolder();
});

async function runsNamed(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(runs, name));
    await writeFile(join(runs, name, 'plan.json'), '{}');
  }
}

describe('a run that is not there', () => {
  it('is told by its name, with the one whose name is like it', async () => {
    await runsNamed('2026-11-26T21-28-04-smoke-gaajal', '2026-11-27T01-00-00-soak-abcdef');
    await expect(requireRun(join(runs, '2026-11-26T21-28-04-smoke-gaajl'))).rejects.toMatchObject({
      message: `there is no run ${runs}/2026-11-26T21-28-04-smoke-gaajl`,
      hint: 'did you mean "2026-11-26T21-28-04-smoke-gaajal"?',
      exitCode: 104,
    });
  });

  it('is told with the newest one, where none is like it, and no folder of something else', async () => {
    await runsNamed('2026-11-26T21-28-04-smoke-gaajal', '2026-11-27T01-00-00-soak-abcdef');
    await mkdir(join(runs, 'zzz'));
    await expect(requireRun(join(runs, 'nope'))).rejects.toMatchObject({
      hint: 'the newest run there is 2026-11-27T01-00-00-soak-abcdef',
    });
  });

  it('is told with how a run is named, where there is none', async () => {
    const hint = 'give the folder of a run, such as runs/<id>';
    await expect(requireRun(join(runs, 'nope'))).rejects.toMatchObject({ hint });
    await expect(requireRun(join(runs, 'nowhere', 'nope'))).rejects.toMatchObject({ hint });
  });
});

it('a run that is there is no mistake', async () => {
  await expect(requireRun(runs)).resolves.toBeUndefined();
});

it('a link is there, wherever it leads: whoever reads it says what is wrong with it', async () => {
  const loop = join(runs, 'loop');
  await symlink(loop, loop);
  await expect(requireRun(loop)).resolves.toBeUndefined();
});
