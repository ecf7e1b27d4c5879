/** `carnival judge`: judges a run again from its folder. */
import { resolve } from 'node:path';
import type { ExitCode } from '../mistakes/exit-codes.ts';
import { printed, printOptions } from '../outputs/index.ts';
import { judgeFolder, writeVerdict } from '../rehearsal/judge-folder.ts';
import { paint } from '../text/terminal.ts';

export async function judgeCommand(folder: string): Promise<ExitCode> {
  const verdict = await judgeFolder(resolve(folder));
  await writeVerdict(resolve(folder), verdict);
  paint(process.stdout, printed(verdict, printOptions(process.stdout)));
  return verdict.exitCode;
}
