/** `carnival judge`: judges a run again from its folder, or from a pack of it. A folder that cannot be written to still has its verdict. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { quote } from '../mistakes/plan-error.ts';
import { printed, printOptions, type ShowOptions } from '../outputs/index.ts';
import { judgePack } from '../pack/judge-pack.ts';
import { judgeEvidence, readEvidence, writeVerdict } from '../rehearsal/judge-folder.ts';
import { reportAgain, sayReportAgain } from '../rehearsal/report-folder.ts';
import { inFull } from '../text/numbers.ts';
import { paint, say } from '../text/terminal.ts';
import { languageFrom, wordsOf } from '../words/language.ts';

export async function judgeCommand(given: string, show: ShowOptions): Promise<ExitCode> {
  const path = resolve(given);
  // What cannot be looked at is told of as a folder.
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  return isFile ? judgePacked(path, show) : judgeRun(path, show);
}

async function judgeRun(path: string, show: ShowOptions): Promise<ExitCode> {
  const { stdout, stderr } = process;
  const language = languageFrom(show.lang, process.env);
  const { said, message } = wordsOf(language);
  const tell = (line: string): void => say(stderr, message(line));
  const evidence = await readEvidence(path);
  const verdict = judgeEvidence(path, evidence);
  paint(stdout, printed(verdict, printOptions(stdout, show)));
  const report = await reportAgain({ folder: path, evidence, verdict, language, say: tell });
  await writeVerdict(path, verdict, report).then(
    () => sayReportAgain(report, { language, say: tell }),
    (error: Error) => say(stderr, said.verdictNotWritten(error.message)),
  );
  return verdict.exitCode;
}

async function judgePacked(file: string, show: ShowOptions): Promise<ExitCode> {
  const { stdout, stderr } = process;
  const { said } = wordsOf(languageFrom(show.lang, process.env));
  const { manifest, verdict, packed, claimed } = await judgePack(file);
  paint(stdout, printed(verdict, printOptions(stdout, show)));
  const told = [claimed, manifest.outcome].find((outcome) => outcome !== verdict.outcome);
  if (told !== undefined)
    throw new CarnivalError(
      `the verdict in the pack is ${quote(told)}, but its evidence comes to ${verdict.outcome}`,
      {
        hint: 'the verdict was changed, or another version of Carnival judged it: trust the one above',
        exitCode: EXIT.badPlan,
      },
    );
  say(stderr, said.packVerified(inFull(manifest.files.length)));
  say(stderr, packed === 'same' ? said.packSame : said.packDiffers);
  return verdict.exitCode;
}
