/** What the build has made of the script and the style of our pages. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../machine/project-root.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import type { PageAssets } from '../report/page.ts';

/** @throws CarnivalError when they were not built */
export async function readAssets(): Promise<PageAssets> {
  const built = (name: string): Promise<string> => readFile(join(projectRoot(), 'dist', name), 'utf8');
  try {
    return { script: await built('report.js'), style: await built('report-style.css') };
  } catch (cause) {
    throw new CarnivalError(`the report's page cannot be made: ${(cause as Error).message}`, {
      hint: 'npm run build makes what it needs',
      cause,
    });
  }
}
