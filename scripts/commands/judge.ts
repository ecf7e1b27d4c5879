/** `carnival judge`: judges a run again from its folder. A folder that cannot be written to still has its verdict. */
import { resolve } from 'node:path';
import type { ExitCode } from '../mistakes/exit-codes.ts';
import { printed, printOptions, type ShowOptions } from '../outputs/index.ts';
import { judgeFolder, writeVerdict } from '../rehearsal/judge-folder.ts';
import { paint, say } from '../text/terminal.ts';

export async function judgeCommand(folder: string, show: ShowOptions): Promise<ExitCode> {
  const { stdout, stderr } = process;
  const path = resolve(folder);
  const verdict = await judgeFolder(path);
  paint(stdout, printed(verdict, printOptions(stdout, show)));
  await writeVerdict(path, verdict).catch((error: Error) =>
    say(stderr, `The verdict was not written into the folder: ${error.message}`),
  );
  return verdict.exitCode;
}
