/** The last stage, which can also run alone: reads a run's folder and returns its verdict. */
import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PlannedRun } from '../../scenarios/campaigns/plan.ts';
import { timetable } from '../../scenarios/crowd/timetable.ts';
import { settingsSchema } from '../embedded/settings-schema.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { OBSERVATIONS_VERSION, observationsSchema } from '../evidence/observations.ts';
import { forecastSchema } from '../forecast/forecast.ts';
import { type DeepReadonly, type Same, strict } from '../mistakes/fields.ts';
import { quote } from '../mistakes/plan-error.ts';
import { reasonOf } from '../mistakes/reason-of.ts';
import { printedFiles } from '../outputs/index.ts';
import { planSchema } from '../plan/schema.ts';
import { judge } from '../verdict/judge.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { folderError, readFolderFile, readFolderJson, shaped } from './folder-file.ts';
import { RUN_FILES, type RunFolder, writeJson } from './run-folder.ts';

/**
 * Writes the observations, then the verdict, which is made from the files alone. If the disk cannot take them, that is an event of
 * the run. The verdict is then made from memory, and cannot be a pass.
 */
export async function verdictOf(folder: RunFolder, evidence: Evidence): Promise<Verdict> {
  const fromMemory = (error: Error): Verdict => {
    folder.note('disk-full', `the observations and the verdict could not be written: ${error.message}`);
    return judge(evidence);
  };
  let verdict: Verdict;
  try {
    await writeJson(folder.file('observations'), evidence.observations);
    verdict = await judgeFolder(folder.path);
  } catch (error) {
    return fromMemory(error as Error);
  }
  // Printed before anything is written: a format that throws is a defect of ours, and no event of the run.
  const files = printedFiles(verdict);
  return writeFiles(folder.path, files).then(() => verdict, fromMemory);
}

/** Only the embedded shop has settings. */
const plannedRunSchema = planSchema.safeExtend({
  shop: settingsSchema.exactOptional(),
  run: strict({
    id: z.string(),
    targets: z.record(z.string(), z.string()),
    namedHosts: z.record(z.string(), z.string()).exactOptional(),
    files: strict({ accounts: z.string().exactOptional() }).exactOptional(),
    hosts: z.record(z.string(), z.string()),
    zeroAtMs: z.number(),
  }).exactOptional(),
});
true satisfies Same<
  DeepReadonly<Omit<z.output<typeof plannedRunSchema>, 'shop'>>,
  DeepReadonly<Omit<PlannedRun, 'shop'>>
>;
/** Read first: with another version, the rest is not a mistake. */
const versionSchema = z.looseObject({ version: z.unknown() });

/** @throws CarnivalError in one sentence, whatever is in the folder */
export async function judgeFolder(folder: string): Promise<Verdict> {
  const file = (name: keyof typeof RUN_FILES): string => join(folder, RUN_FILES[name]);
  const plan = await readFolderFile(file('plan'), plannedRunSchema);
  const forecast = await readFolderFile(file('forecast'), forecastSchema);
  const observed = await readFolderJson(file('observations'));
  const { version } = shaped(file('observations'), observed, versionSchema);
  if (version !== OBSERVATIONS_VERSION)
    throw folderError(
      `${folder} is a run of another version of Carnival: its observations have version ${quote(version)}, and not ${OBSERVATIONS_VERSION}`,
      'judge it with the version that ran it, or rehearse again',
    );
  const observations = shaped(file('observations'), observed, observationsSchema);
  try {
    return judge({ plan, forecast, observations, timetable: timetable(plan) });
  } catch (cause) {
    // Each file is what a run writes; a run writes files that belong together.
    throw folderError(
      `the files of ${folder} do not belong together: ${reasonOf(cause)}`,
      'were some of them copied from another run? CARNIVAL_DEBUG=1 shows where in the code',
      cause,
    );
  }
}

/** Writes the verdict into the run's folder, in every format that is a file. */
export const writeVerdict = (folder: string, verdict: Verdict): Promise<void> =>
  writeFiles(folder, printedFiles(verdict));

const RANDOM_BYTES = 6;

/**
 * All files or none. Each is written whole under another name first, so that a full disk leaves no torn verdict; and none is left
 * beside one that is missing, because the verdict made from memory is another. That name is new and nobody knows it: a link that
 * somebody has put there would lead the text elsewhere. Renaming replaces a link and does not follow it.
 */
async function writeFiles(folder: string, files: ReturnType<typeof printedFiles>): Promise<void> {
  const suffix = randomBytes(RANDOM_BYTES).toString('hex');
  const paths = files.map(({ file }) => ({
    whole: join(folder, file),
    part: join(folder, `${file}.${suffix}.part`),
  }));
  const inPlace: string[] = [];
  try {
    for (const [i, { part }] of paths.entries()) await writeFile(part, files[i]!.text, { flag: 'wx' });
    for (const { part, whole } of paths) {
      await rename(part, whole);
      inPlace.push(whole);
    }
  } catch (error) {
    for (const path of [...inPlace, ...paths.map(({ part }) => part)]) await rm(path, { force: true });
    throw error;
  }
}
