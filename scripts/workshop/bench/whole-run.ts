/**
 * What whole rehearsals used, from start to end. The smoke plan's CPU is compared with its forecast: its costs were measured with
 * another plan, because otherwise the forecast could hardly be wrong. The default plan's memory is what the cost file says.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import smoke from '../../../scenarios/campaigns/smoke.ts';
import summerCarnival, { BUYERS as BURST } from '../../../scenarios/campaigns/summer-carnival.ts';
import type { Observations } from '../../evidence/observations.ts';
import type { Forecast } from '../../forecast/forecast.ts';
import { lastLines } from '../../machine/processes/child.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { type Rig, startRehearsal } from './rig.ts';

const LOG_TAIL_LINES = 5;

export interface WholeRun {
  readonly generatorCpuSeconds: number;
  readonly phases: readonly { readonly seconds: number; readonly requestsPerSecondMean: number }[];
}

/** A whole rehearsal of the default plan, with all its shoppers. */
export interface FullRun {
  readonly generatorRssBytesMax: number;
  /** Of k6, shop, Prometheus and the command together, shared pages counted once. */
  readonly allPssBytesMax: number;
  /** The highest mean over this many seconds. */
  readonly bestSeconds: number;
  readonly requestsPerSecondBest: number;
  /** Share of all cores that everything together took during the burst. */
  readonly burstCpuShare: number;
}

export async function measureWholeRun(rig: Rig): Promise<WholeRun> {
  const { observations, forecast } = await rehearsed(rig, smoke);
  return {
    generatorCpuSeconds: observations.generator.cpuSeconds,
    phases: forecast.phases.map(({ seconds, requestsPerSecondMean }) => ({ seconds, requestsPerSecondMean })),
  };
}

/** What two cores carry at most: more than the default plan asks of a machine on which drills have to be seen. */
const FULL_LOAD = ['--pace', '20', '--no-drills'];

export async function measureFullRun(rig: Rig): Promise<FullRun> {
  const { proven } = (await rehearsed(rig, summerCarnival, FULL_LOAD)).verdict;
  const { generatorRssBytesMax, allPssBytesMax, bestSeconds, requestsPerSecondBest, phases } = proven;
  const burstCpuShare = phases.find(({ phase }) => phase === BURST.phase)?.cpuShare ?? null;
  if (burstCpuShare === null) throw new CarnivalError('the CPU of the burst could not be read');
  return { generatorRssBytesMax, allPssBytesMax, bestSeconds, requestsPerSecondBest, burstCpuShare };
}

interface Rehearsed {
  readonly observations: Observations;
  readonly forecast: Forecast;
  readonly verdict: Verdict;
}

/** @throws CarnivalError with the command's last lines when the rehearsal did not pass: its figures would mean nothing */
async function rehearsed(
  rig: Rig,
  { name }: Plan,
  options: readonly string[] = ['--no-drills'],
): Promise<Rehearsed> {
  const runs = join(rig.folder, `whole-${name}`);
  const command = await startRehearsal(rig, `whole-${name}`, [
    ...['--plan', name, '--runs', runs],
    ...options,
  ]);
  const { code } = await command.exited;
  if (code !== 0)
    throw new CarnivalError(
      `the ${name} rehearsal ended with ${code}: ${await lastLines(command.logFile, LOG_TAIL_LINES)}`,
      { hint: 'the bench needs one that passes: does `carnival rehearse` pass here?' },
    );
  const [run] = await readdir(runs);
  const read = async (file: string) => JSON.parse(await readFile(join(runs, run!, file), 'utf8')) as unknown;
  return {
    observations: (await read('observations.json')) as Observations,
    forecast: (await read('forecast.json')) as Forecast,
    verdict: (await read('verdict.json')) as Verdict,
  };
}
