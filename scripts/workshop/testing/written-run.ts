/** A run's folder as a rehearsal leaves it, from evidence in memory. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { printedFiles } from '../../outputs/index.ts';
import { RUN_FILES } from '../../rehearsal/run-folder.ts';
import { judge } from '../../verdict/judge.ts';

/** @returns its path; it goes with the test */
export function writtenRun({ plan, forecast, observations, ...rest }: Evidence): string {
  const folder = join(temporaryFolder(), observations.runId);
  mkdirSync(folder);
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
  write(RUN_FILES.plan, JSON.stringify(plan));
  write(RUN_FILES.forecast, JSON.stringify(forecast));
  write(RUN_FILES.observations, JSON.stringify(observations));
  for (const { file, text } of printedFiles(judge({ plan, forecast, observations, ...rest })))
    write(file, text);
  return folder;
}
