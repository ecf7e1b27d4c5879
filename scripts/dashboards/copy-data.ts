/** Copies what a Prometheus has written. */
import { constants } from 'node:fs';
import { cp, lstat } from 'node:fs/promises';

/**
 * Files and folders alone: the run may be somebody else's, and through a link Prometheus would write elsewhere. Where the file system
 * can, the copy shares its blocks with the original.
 */
export const copyData = (from: string, to: string): Promise<void> =>
  cp(from, to, {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    filter: async (path) => {
      const found = await lstat(path);
      return found.isFile() || found.isDirectory();
    },
  });
