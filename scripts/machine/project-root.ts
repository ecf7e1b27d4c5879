/** The project's folder: where its plans, dashboards, pins and cost file are. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CarnivalError } from '../mistakes/carnival-error.ts';

/** A file that only this project has at this place. */
const LANDMARK = join('scripts', 'machine', 'toolchain', 'k6', 'go.mod');

/** Looks upwards, because this code runs from its source and from the bundle in dist/. */
export const projectRoot = (from: string = fileURLToPath(import.meta.url)): string => {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, LANDMARK))) return folder;
    if (folder === dirname(folder))
      throw new CarnivalError(`no folder above "${from}" is Carnival's project folder`, {
        hint: `it has a file ${LANDMARK}: was it moved or deleted?`,
      });
  }
};

/** What builds dist/. The package that is installed from a tarball does not carry it. */
const BUILDER = 'esbuild.config.mjs';

/** Whether this is a checkout, where code changes and is built, and not an installed package. */
export const isCheckout = (root: string): boolean => existsSync(join(root, BUILDER));
