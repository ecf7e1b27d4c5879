/** Makes the report of a run again, from its folder. */
import { existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { timetable } from '../../scenarios/crowd/timetable.ts';
import { type Timeline, timelineSchema } from '../evidence/timeline.ts';
import { reasonOf } from '../mistakes/reason-of.ts';
import type { ReportSource } from '../report/source.ts';
import { type Verdict, verdictSchema } from '../verdict/verdict.ts';
import type { Language } from '../words/language.ts';
import { folderError, readFolderFile, readFolderJson } from './folder-file.ts';
import { type FolderEvidence, readEvidence } from './judge-folder.ts';
import { REPORT_FILES, reportFiles } from './report-files.ts';
import { RUN_FILES } from './run-folder.ts';
import { type TextFile, writeFiles } from './write-files.ts';

const VERDICT_FILE = 'verdict.json';

/**
 * The verdict is the one in the folder: it is not judged again.
 *
 * @throws CarnivalError in one sentence, whatever is in the folder
 */
export async function writeReport(folder: string, language: Language): Promise<void> {
  const files = await reportFiles(await readSource(folder), language);
  await writeFiles(folder, files).catch((cause: Error) => {
    throw folderError(
      `the report was not written into ${folder}: ${cause.message}`,
      'is there room, and may you write there?',
      cause,
    );
  });
}

/** A run that is judged again, and what is said of it. */
export interface JudgedAgain {
  readonly folder: string;
  readonly evidence: FolderEvidence;
  readonly verdict: Verdict;
  readonly language: Language;
  /** Told when a report that is there stays as it was. */
  readonly say: (line: string) => void;
}

/**
 * The report that belongs to a new verdict, to be written with it: an older one would say otherwise beside it. A folder without a
 * report gets none. A report that cannot be made costs no verdict.
 */
export async function reportAgain(judged: JudgedAgain): Promise<readonly TextFile[]> {
  const { folder, evidence, verdict, language, say } = judged;
  if (!Object.values(REPORT_FILES).some((file) => existsSync(join(folder, file)))) return [];
  try {
    return await reportFiles(await sourceOf(folder, evidence, verdict), language);
  } catch (error) {
    say(`The report in the folder is older than this verdict, and was not made again: ${reasonOf(error)}`);
    return [];
  }
}

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', zh: 'Chinese' };

/** Said after it was written: whoever only wanted to read a verdict in another language has changed the report too. */
export function sayReportAgain(
  report: readonly TextFile[],
  { language, say }: Pick<JudgedAgain, 'language' | 'say'>,
): void {
  if (report.length > 0)
    say(`The report was written again, in ${LANGUAGE_NAMES[language]}: --lang chooses another`);
}

export const readSource = async (folder: string): Promise<ReportSource> =>
  sourceOf(folder, await readEvidence(folder), await readVerdict(folder));

async function sourceOf(folder: string, evidence: FolderEvidence, verdict: Verdict): Promise<ReportSource> {
  const { plan, forecast, observations } = evidence;
  const timeline = await readTimelineFile(folder);
  const ids = [observations.runId, verdict.runId, ...(timeline === null ? [] : [timeline.runId])];
  if (new Set(ids).size > 1)
    throw folderError(
      `the files of ${folder} are of more than one run: ${[...new Set(ids)].join(', ')}`,
      'were some of them copied from another run?',
    );
  return { plan, forecast, observations, verdict, timeline, timetable: timetable(plan) };
}

async function readVerdict(folder: string): Promise<Verdict> {
  const file = join(folder, VERDICT_FILE);
  const parsed = verdictSchema.safeParse(await readFolderJson(file));
  if (parsed.success) return parsed.data;
  throw folderError(
    `${file} is not what this version of Carnival writes`,
    `carnival judge ${folder} writes it again`,
    parsed.error,
  );
}

/** A run whose Prometheus could not be read at its end has none. */
async function readTimelineFile(folder: string): Promise<Timeline | null> {
  const file = join(folder, RUN_FILES.timeline);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  return isThere ? readFolderFile(file, timelineSchema) : null;
}
