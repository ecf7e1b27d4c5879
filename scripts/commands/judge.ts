/** `carnival judge`: judges a run again from its folder. */
import { resolve } from 'node:path';
import type { ExitCode } from '../mistakes/exit-codes.ts';
import { printed } from '../outputs/index.ts';
import { judgeFolder, writeVerdict } from '../rehearsal/judge-folder.ts';
import { colourWanted } from '../text/colour.ts';

export async function judgeCommand(folder: string): Promise<ExitCode> {
  const verdict = await judgeFolder(resolve(folder));
  await writeVerdict(resolve(folder), verdict);
  process.stdout.write(`${printed(verdict, { colour: colourWanted(process.stdout) })}\n`);
  return verdict.exitCode;
}
