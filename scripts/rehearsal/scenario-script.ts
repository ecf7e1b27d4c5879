/** The script that k6 is given where the shop is a user's. */
import { writeFile } from 'node:fs/promises';
import type { Subject } from '../forecast/subject.ts';
import type { RunFolder } from './run-folder.ts';

/** In the run's folder; null: the project's own. */
export async function scriptOf(
  { script }: Pick<Subject, 'script'>,
  folder: Pick<RunFolder, 'file'>,
): Promise<string | null> {
  if (script === null) return null;
  const file = folder.file('scenario');
  await writeFile(file, await script('rehearsal'));
  return file;
}
