/** The last stage, which can also run alone: reads a run's folder and returns its verdict. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlannedRun } from '../../scenarios/campaigns/plan.ts';
import { timetable } from '../../scenarios/crowd/timetable.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Observations } from '../evidence/observations.ts';
import type { Forecast } from '../forecast/forecast.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { printedFiles } from '../outputs/index.ts';
import { judge } from '../verdict/judge.ts';
import type { Verdict } from '../verdict/verdict.ts';
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

/** @throws CarnivalError naming the file that is missing or does not parse */
export async function judgeFolder(folder: string): Promise<Verdict> {
  const plan = await readJson<PlannedRun>(join(folder, RUN_FILES.plan));
  const forecast = await readJson<Forecast>(join(folder, RUN_FILES.forecast));
  const observations = await readJson<Observations>(join(folder, RUN_FILES.observations));
  return judge({ plan, forecast, observations, timetable: timetable(plan) });
}

/** Writes the verdict into the run's folder, in every format that is a file. */
export const writeVerdict = (folder: string, verdict: Verdict): Promise<void> =>
  writeFiles(folder, printedFiles(verdict));

/**
 * All files or none. Each is written whole under another name first, so that a full disk leaves no torn verdict; and none is left
 * beside one that is missing, because the verdict made from memory is another.
 */
async function writeFiles(folder: string, files: ReturnType<typeof printedFiles>): Promise<void> {
  const paths = files.map(({ file }) => ({ whole: join(folder, file), part: join(folder, `${file}.part`) }));
  const inPlace: string[] = [];
  try {
    for (const [i, { part }] of paths.entries()) await writeFile(part, files[i]!.text);
    for (const { part, whole } of paths) {
      await rename(part, whole);
      inPlace.push(whole);
    }
  } catch (error) {
    for (const path of [...inPlace, ...paths.map(({ part }) => part)]) await rm(path, { force: true });
    throw error;
  }
}

async function readJson<T>(file: string): Promise<T> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new CarnivalError(`cannot read ${file}: ${cause.message}`, {
      hint: 'give the folder of a run, such as runs/<id>',
      cause,
    });
  });
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new CarnivalError(`${file} is not JSON: ${(cause as Error).message}`, {
      hint: 'the run may have ended while it wrote this file; rehearse again',
      cause,
    });
  }
}
