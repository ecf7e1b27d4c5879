import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, from wherever this code runs: its source, or the bundle in dist/. */
export const projectRoot = (from: string = fileURLToPath(import.meta.url)): string => {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'scripts', 'machine', 'toolchain', 'k6', 'go.mod'))) return folder;
    if (folder === dirname(folder))
      throw new Error(`No folder above “${from}” is Carnival's project folder.`);
  }
};
