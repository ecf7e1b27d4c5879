/** The last stage, which can also run alone: reads a run's folder and returns its verdict. */
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
import { requireRun } from './require-run.ts';
import { RUN_FILES, type RunFolder, writeJson } from './run-folder.ts';
import { type TextFile, writeFiles } from './write-files.ts';

/**
 * Writes the observations, then the verdict, which is made from the files alone. If the disk cannot take them, that is an event of
 * the run. The verdict is then made from memory, and cannot be a pass.
 *
 * @param alsoOf what else is written of a verdict, or nothing of it
 */
export async function verdictOf(
  folder: RunFolder,
  evidence: Evidence,
  alsoOf: (verdict: Verdict) => Promise<readonly TextFile[]> = async () => [],
): Promise<Verdict> {
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
  const files = [...printedFiles(verdict), ...(await alsoOf(verdict))];
  return writeFiles(folder.path, files).then(() => verdict, fromMemory);
}

/** Only the embedded shop has settings. */
const plannedRunSchema = planSchema.safeExtend({
  shop: settingsSchema.exactOptional(),
  run: strict({
    id: z.string(),
    targets: z.record(z.string(), z.string()),
    namedHosts: z.record(z.string(), z.string()).exactOptional(),
    environments: z.record(z.string(), strict({ environment: z.string(), by: z.string() })).exactOptional(),
    files: strict({ accounts: z.string().exactOptional() }).exactOptional(),
    hosts: z.record(z.string(), z.string()),
    zeroAtMs: z.number(),
    districtsFrom: z.number().exactOptional(),
    admission: z.string().exactOptional(),
    tls: strict({ certificate: z.string(), key: z.string() }).exactOptional(),
  }).exactOptional(),
});
true satisfies Same<
  DeepReadonly<Omit<z.output<typeof plannedRunSchema>, 'shop'>>,
  DeepReadonly<Omit<PlannedRun, 'shop'>>
>;
/** What a run's folder holds. */
export interface FolderEvidence extends Omit<Evidence, 'plan' | 'timetable'> {
  readonly plan: PlannedRun;
}

/** Read first: with another version, the rest is not a mistake. */
export const versionSchema = z.looseObject({ version: z.unknown() });

/** @throws CarnivalError in one sentence, whatever is in the folder */
export const judgeFolder = async (folder: string): Promise<Verdict> =>
  judgeEvidence(folder, await readEvidence(folder));

/** @throws CarnivalError in one sentence, whatever is in the folder */
export async function readPlannedRun(folder: string): Promise<PlannedRun> {
  await requireRun(folder);
  return readFolderFile(join(folder, RUN_FILES.plan), plannedRunSchema);
}

/** @throws CarnivalError in one sentence, whatever is in the folder */
export async function readEvidence(folder: string): Promise<FolderEvidence> {
  const file = (name: keyof typeof RUN_FILES): string => join(folder, RUN_FILES[name]);
  const plan = await readPlannedRun(folder);
  const forecast = await readFolderFile(file('forecast'), forecastSchema);
  const observed = await readFolderJson(file('observations'));
  const { version } = shaped(file('observations'), observed, versionSchema);
  if (version !== OBSERVATIONS_VERSION)
    throw folderError(
      `${folder} is a run of another version of Carnival: its observations have version ${quote(version)}, and not ${OBSERVATIONS_VERSION}`,
      'judge it with the version that ran it, or rehearse again',
    );
  const observations = shaped(file('observations'), observed, observationsSchema);
  return { plan, forecast, observations };
}

/** @throws CarnivalError when the files are of more than one run */
export function judgeEvidence(folder: string, { plan, forecast, observations }: FolderEvidence): Verdict {
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

/**
 * Writes observations and verdict into the folder of a run that is over: all of them or none.
 * @param report as it is after this verdict
 */
export const writeJudged = (
  folder: string,
  { observations }: Pick<Evidence, 'observations'>,
  verdict: Verdict,
  report: readonly TextFile[] = [],
): Promise<void> =>
  writeFiles(folder, [
    ...printedFiles(verdict),
    ...report,
    // Last: what was observed is not made again, so it must still be there when another file cannot be written.
    { file: RUN_FILES.observations, text: `${JSON.stringify(observations, null, 2)}\n` },
  ]);

/**
 * Writes the verdict into the run's folder, in every format that is a file.
 * @param report as it is after this verdict
 */
export const writeVerdict = (
  folder: string,
  verdict: Verdict,
  report: readonly TextFile[] = [],
): Promise<void> => writeFiles(folder, [...printedFiles(verdict), ...report]);
