/** Writes results into a run's folder, so that nobody ever finds half of them. */
import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface TextFile {
  /** Its name in the folder. */
  readonly file: string;
  readonly text: string | Uint8Array;
}

const RANDOM_BYTES = 6;

/**
 * All files or none. Each is written whole under another name first, so that a full disk leaves no torn verdict; and none is left
 * beside one that is missing, because the verdict made from memory is another. That name is new and nobody knows it: a link that
 * somebody has put there would lead the text elsewhere. Renaming replaces a link and does not follow it.
 */
export async function writeFiles(folder: string, files: readonly TextFile[]): Promise<void> {
  const suffix = randomBytes(RANDOM_BYTES).toString('hex');
  const paths = files.map(({ file }) => ({
    whole: join(folder, file),
    part: join(folder, `${file}.${suffix}.part`),
  }));
  const inPlace: string[] = [];
  try {
    for (const [i, { part }] of paths.entries()) await writeFile(part, files[i]!.text, { flag: 'wx' });
    for (const { part, whole } of paths) {
      await rename(part, whole);
      inPlace.push(whole);
    }
  } catch (error) {
    for (const path of [...inPlace, ...paths.map(({ part }) => part)]) await rm(path, { force: true });
    throw error;
  }
}
