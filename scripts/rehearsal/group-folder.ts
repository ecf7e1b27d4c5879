/** The folder of many short runs: of a gate whose builds take turns, or of a stepped run. What they said, and below it a folder for each run. Named like a run. */
import { join } from 'node:path';
import { makeFolder } from '../machine/make-folder.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { runId } from './run-folder.ts';

/** @throws CarnivalError when it cannot be made */
export async function createGroupFolder(
  runs: string,
  plan: string,
  now: Date,
  kind: 'gate' | 'capacity',
): Promise<string> {
  const folder = join(runs, `${runId(plan, now)}-${kind}`);
  await makeFolder(folder).catch((cause: Error) => {
    throw new CarnivalError(`cannot make the folder "${folder}": ${cause.message}`, {
      hint: '--runs names another folder',
      cause,
    });
  });
  return folder;
}
