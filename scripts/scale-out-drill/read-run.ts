/** What a drill needs of its run's folder. */
import { join } from 'node:path';
import { z } from 'zod';
import { observationsSchema, type SecondOfRun } from '../evidence/observations.ts';
import { readFolderFile } from '../rehearsal/folder-file.ts';
import { RUN_FILES } from '../rehearsal/run-folder.ts';

export interface RunRead {
  readonly runId: string;
  /** When its timetable began. */
  readonly zeroAtMs: number;
  readonly seconds: readonly SecondOfRun[];
}

const planned = z.object({ run: z.object({ zeroAtMs: z.number() }) });

/** @throws CarnivalError when a file is missing, or not what a run writes */
export async function readRun(folder: string): Promise<RunRead> {
  const { run } = await readFolderFile(join(folder, RUN_FILES.plan), planned);
  const { runId, seconds } = await readFolderFile(join(folder, RUN_FILES.observations), observationsSchema);
  return { runId, seconds, zeroAtMs: run.zeroAtMs };
}
