/** Files that a command writes into a folder of the user's. */
import { join, resolve } from 'node:path';
import { makeFolder } from '../machine/make-folder.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { type TextFile, writeFiles } from '../rehearsal/write-files.ts';

/** @throws CarnivalError (104) when they cannot be written */
export async function writeOut(folder: string, files: readonly TextFile[]): Promise<void> {
  const path = resolve(folder);
  try {
    await makeFolder(path);
    await writeFiles(path, files);
  } catch (cause) {
    throw new CarnivalError(
      `cannot write ${join(folder, files[0]?.file ?? '')}: ${(cause as Error).message}`,
      {
        hint: '--out names another folder',
        exitCode: EXIT.badPlan,
        cause,
      },
    );
  }
}
