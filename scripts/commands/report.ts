/** `carnival report`: makes the report of a run again, from its folder. */
import { join, relative, resolve } from 'node:path';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { REPORT_FILES } from '../rehearsal/report-files.ts';
import { writeReport } from '../rehearsal/report-folder.ts';
import { say } from '../text/terminal.ts';
import { type Language, languageFrom, wordsOf } from '../words/language.ts';

export interface ReportArguments {
  readonly lang?: Language;
}

export async function reportCommand(run: string, { lang }: ReportArguments): Promise<ExitCode> {
  const folder = resolve(run);
  const language = languageFrom(lang, process.env);
  await writeReport(folder, language);
  const page = relative(process.cwd(), join(folder, REPORT_FILES.page));
  say(process.stdout, wordsOf(language).said.report(page));
  return EXIT.pass;
}
