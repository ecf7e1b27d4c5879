/** The folder of a gate whose builds take turns: what they said, and below it a folder for each block. Named like a run. */
import { join } from 'node:path';
import { makeFolder } from '../machine/make-folder.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { runId } from './run-folder.ts';

/** @throws CarnivalError when it cannot be made */
export async function createGateFolder(runs: string, plan: string, now: Date): Promise<string> {
  const folder = join(runs, `${runId(plan, now)}-gate`);
  await makeFolder(folder).catch((cause: Error) => {
    throw new CarnivalError(`cannot make the folder "${folder}": ${cause.message}`, {
      hint: '--runs names another folder',
      cause,
    });
  });
  return folder;
}
