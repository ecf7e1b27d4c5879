/** The report at the end of a run. A defect in it costs the report, and never the verdict. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../mistakes/reason-of.ts';
import type { ReportSource } from '../report/source.ts';
import type { Language } from '../words/language.ts';
import { REPORT_FILES, reportFiles } from './report-files.ts';
import type { RunFolder } from './run-folder.ts';
import type { TextFile } from './write-files.ts';

/** @param language null: no report is made */
export async function reportOf(
  folder: Pick<RunFolder, 'note'>,
  source: ReportSource,
  language: Language | null,
): Promise<readonly TextFile[]> {
  if (language === null) return [];
  try {
    return await reportFiles(source, language);
  } catch (error) {
    folder.note('note', `there is no report: ${reasonOf(error)}`);
    return [];
  }
}

/** The file of the report in a run's folder; null: there is none. */
export function reportIn(folder: string): string | null {
  const file = join(folder, REPORT_FILES.page);
  return existsSync(file) ? file : null;
}
