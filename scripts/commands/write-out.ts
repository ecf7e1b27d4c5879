/** Files that a command writes into a folder of the user's. */
import { join, resolve } from 'node:path';
import { makeFolder } from '../machine/make-folder.ts';
import { folderError } from '../rehearsal/folder-file.ts';
import { type TextFile, writeFiles } from '../rehearsal/write-files.ts';

/** @throws CarnivalError (104) when they cannot be written */
export async function writeOut(folder: string, files: readonly TextFile[]): Promise<void> {
  const path = resolve(folder);
  try {
    await makeFolder(path);
    await writeFiles(path, files);
  } catch (cause) {
    throw folderError(
      `cannot write ${join(folder, files[0]?.file ?? '')}: ${(cause as Error).message}`,
      '--out names another folder',
      cause,
    );
  }
}
