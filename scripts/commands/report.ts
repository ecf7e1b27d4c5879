/** `carnival report`: makes the report of a run again, from its folder. */
import { join, relative, resolve } from 'node:path';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { REPORT_FILES } from '../rehearsal/report-files.ts';
import { writeReport } from '../rehearsal/report-folder.ts';
import { say } from '../text/terminal.ts';
import { type Language, languageFrom } from '../words/language.ts';

export interface ReportArguments {
  readonly lang?: Language;
}

export async function reportCommand(run: string, { lang }: ReportArguments): Promise<ExitCode> {
  const folder = resolve(run);
  await writeReport(folder, languageFrom(lang, process.env));
  say(process.stdout, `Report: ${relative(process.cwd(), join(folder, REPORT_FILES.page))}`);
  return EXIT.pass;
}
