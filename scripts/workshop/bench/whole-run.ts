/**
 * What the generator of a whole rehearsal used from start to end, to compare with its forecast. The costs are measured with
 * another plan: otherwise the forecast could hardly be wrong.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import smoke from '../../../scenarios/campaigns/smoke.ts';
import type { Observations } from '../../evidence/observations.ts';
import type { Forecast } from '../../forecast/forecast.ts';
import { lastLines } from '../../machine/processes/child.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { type Rig, startRehearsal } from './rig.ts';

const LOG_TAIL_LINES = 5;

export interface WholeRun {
  readonly generatorCpuSeconds: number;
  readonly phases: readonly { readonly seconds: number; readonly requestsPerSecondMean: number }[];
}

/** @throws CarnivalError with the command's last lines when the rehearsal did not pass: its figures would mean nothing */
export async function measureWholeRun(rig: Rig): Promise<WholeRun> {
  const runs = join(rig.folder, 'whole-run');
  const command = await startRehearsal(rig, 'whole-run', ['--plan', smoke.name, '--runs', runs]);
  const { code } = await command.exited;
  if (code !== 0)
    throw new CarnivalError(
      `the ${smoke.name} rehearsal ended with ${code}: ${await lastLines(command.logFile, LOG_TAIL_LINES)}`,
      { hint: 'the bench needs one that passes: does `carnival rehearse --plan smoke` pass here?' },
    );
  const [run] = await readdir(runs);
  const read = async (file: string) => JSON.parse(await readFile(join(runs, run!, file), 'utf8')) as unknown;
  const observations = (await read('observations.json')) as Observations;
  const forecast = (await read('forecast.json')) as Forecast;
  return {
    generatorCpuSeconds: observations.generator.cpuSeconds,
    phases: forecast.phases.map(({ seconds, requestsPerSecondMean }) => ({ seconds, requestsPerSecondMean })),
  };
}
