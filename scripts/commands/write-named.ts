/** Writes a file that the user named: whole or not at all, so that a full disk costs nobody the one that was there before. */
import { access, constants, realpath, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { CarnivalError } from '../mistakes/carnival-error.ts';
import { folderError } from '../rehearsal/folder-file.ts';
import { writeFiles } from '../rehearsal/write-files.ts';

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EISDIR: 'it is a folder',
  ENOENT: 'its folder is not there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is in the place of its folder',
  EROFS: 'the disk can only be read',
};

/**
 * @param option the one that names another
 * @throws CarnivalError with 104 when it cannot be written
 */
export async function writeNamed(file: string, option: string, content: string | Uint8Array): Promise<void> {
  // A link stays one: what it leads to is written.
  const place = await realpath(file).catch(() => resolve(file));
  const found = await stat(place).catch(() => null);
  // A pipe and /dev/null take what they get, and no file may be put in their place.
  const isWrittenInPlace = found !== null && !found.isFile();
  const written = isWrittenInPlace
    ? writeFile(place, content)
    : writeFiles(dirname(place), [{ file: basename(place), text: content }]);
  await written.catch((cause: Error) => {
    throw notWritten(file, option, cause);
  });
}

/**
 * For who works for minutes before they write.
 * @throws CarnivalError with 104 when it is clear that the file cannot be written
 */
export async function requireWritable(file: string, option: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found?.isDirectory()) throw notWritten(file, option, { code: 'EISDIR', message: '' });
  // The slash: a file in its place is no folder.
  await access(`${dirname(resolve(file))}/`, constants.W_OK).catch((cause: Error) => {
    throw notWritten(file, option, cause);
  });
}

const notWritten = (
  file: string,
  option: string,
  cause: Pick<NodeJS.ErrnoException, 'code' | 'message'>,
): CarnivalError =>
  folderError(
    `cannot write ${file}: ${WHY[cause.code ?? ''] ?? cause.message}`,
    `${option} names another file`,
    cause,
  );
