/** A run that is not there is told by its name, with the one that was probably meant: its own files say nothing about it. */
import { existsSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { similar } from '../mistakes/did-you-mean.ts';
import { folderError } from './folder-file.ts';
import { RUN_FILES } from './run-folder.ts';

/** @throws CarnivalError when there is nothing at that path */
export async function requireRun(path: string): Promise<void> {
  if (!(await isMissing(path))) return;
  const runs = await runsIn(dirname(path));
  const near = similar(basename(path), runs);
  // Ids begin with their time.
  const newest = runs.toSorted().at(-1);
  const hint =
    near !== null
      ? `did you mean "${near}"?`
      : newest === undefined
        ? 'give the folder of a run, such as runs/<id>'
        : `the newest run there is ${newest}`;
  throw folderError(`there is no run ${path}`, hint);
}

/** A link is there even if it leads nowhere or to itself: what reads it says so. */
const isMissing = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => false,
    ({ code }: NodeJS.ErrnoException) => code === 'ENOENT' || code === 'ENOTDIR',
  );

const runsIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch((): string[] => [])).filter((name) =>
    existsSync(join(folder, name, RUN_FILES.plan)),
  );
