/**
 * `--pace auto`: finds the pace that fills this machine. A short rehearsal of the plan's busiest phase against the embedded shop, at
 * a load that should be safe, says what a request costs here and what other programs take meanwhile; the rest is arithmetic.
 *
 * It always loads the embedded shop, because a target may be loaded in the run only. With a target, what the shop used is left out.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Phase, Plan } from '../../scenarios/campaigns/plan.ts';
import { withoutStrangers } from '../../scenarios/crowd/identity.ts';
import { OPEN_ACCESS } from '../admission/access.ts';
import { sum } from '../evidence/evidence.ts';
import { type Observations, observationsSchema } from '../evidence/observations.ts';
import { type Costs, readCosts } from '../forecast/costs.ts';
import {
  type Bound,
  type PhaseRates,
  paceThatFills,
  ratesOf,
  requestsPerSecondWithin,
} from '../forecast/pace-that-fills.ts';
import { runForecast } from '../forecast/run-forecast.ts';
import type { Subject } from '../forecast/subject.ts';
import type { Tools } from '../machine/toolchain/tool.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { inFull, inShort } from '../text/numbers.ts';
import { say } from '../text/terminal.ts';
import type { Words } from '../words/words.ts';
import { readFolderFile } from './folder-file.ts';
import { rehearse } from './rehearsal.ts';
import { RUN_FILES } from './run-folder.ts';

/** Of all cores. Above it, queues make a machine unsteady. */
const FILL_SHARE = 0.65;
/**
 * The calibration itself. Near what is wanted, because a request costs less at a higher rate: an event loop then does several in a
 * turn. On a machine that is slower than the one in docs/costs.json requests are late, but what they cost can still be read.
 */
const CALIBRATION_SHARE = 0.55;
/** Long enough for the first buyers to order and pay. */
const CALIBRATION_SECONDS = 20;
const SECONDS_PER_MINUTE = 60;
const MICROSECONDS = 1e6;

export interface CalibrationOptions {
  readonly plan: Plan;
  readonly subject: Subject;
  readonly tools: Tools;
  /** Whether the run will load a target, and not the embedded shop. */
  readonly hasTarget: boolean;
  readonly output: NodeJS.WriteStream;
  readonly words: Words;
}

/** @throws CarnivalError when nobody in the plan follows the pace, or when the machine is too busy */
export async function calibratedPace(options: CalibrationOptions): Promise<number> {
  const { plan, output, words } = options;
  const costs = await readCosts();
  const forecast = runForecast(plan, options.subject);
  const rates = ratesOf(plan, forecast);
  const busiest = busiestPhase(plan, rates);
  say(output, words.said.paceLooks(String(CALIBRATION_SECONDS), busiest.name));
  const short = shortened(plan, busiest, safePace(plan, rates, costs));
  const found = boundsFrom(await rehearsed(short, options), { plan, costs, hasTarget: options.hasTarget });
  const pace = paceOrError(paceThatFills(rates, found.bounds), found);
  say(output, words.said.paceFound(String(pace), words.message(said(found))));
  return pace;
}

/** @throws CarnivalError when the pace would change nothing */
function busiestPhase(plan: Plan, rates: readonly PhaseRates[]): Phase {
  const paced = rates.filter(({ pacedPerSecond }) => pacedPerSecond > 0);
  if (paced.length === 0)
    throw new CarnivalError(`the pace of plan "${plan.name}" changes nothing: it holds no browsers`, {
      hint: 'leave out --pace auto',
      exitCode: EXIT.badPlan,
    });
  const total = (each: PhaseRates): number => each.pacedPerSecond / plan.pace + each.othersPerSecond;
  const { phase } = paced.reduce((most, each) => (total(each) > total(most) ? each : most));
  return plan.phases.find(({ name }) => name === phase)!;
}

/** By the costs of another machine. What they cannot say is left to the plan. */
function safePace(plan: Plan, rates: readonly PhaseRates[], costs: Costs): number {
  const cores = availableParallelism() * CALIBRATION_SHARE - costs.generatorCoresIdle;
  const found = paceThatFills(rates, [
    { what: 'the machine', cores, cpuSecondsPerRequest: costs.allCpuSecondsPerRequest },
  ]);
  return 'pace' in found ? found.pace : plan.pace;
}

/** Only this phase, for some seconds, without anything to judge. */
function shortened(plan: Plan, phase: Phase, pace: number): Plan {
  const calendarMinutes = Math.min(
    phase.calendarMinutes,
    (CALIBRATION_SECONDS * plan.speed) / SECONDS_PER_MINUTE,
  );
  const alone: Phase = { ...phase, calendarMinutes, begins: { after: 'previous' } };
  const name = `${plan.name}-pace`;
  return { ...plan, name, pace, phases: withoutStrangers([alone]), objectives: [], drills: [], abort: [] };
}

/** In a folder that is thrown away. */
async function rehearsed(
  plan: Plan,
  { subject, tools, output, words }: CalibrationOptions,
): Promise<Observations> {
  const runs = await mkdtemp(join(tmpdir(), 'carnival-pace-'));
  try {
    const { folder, verdict } = await rehearse({
      ...{ plan, subject, tools, runs, output, words },
      views: [],
      ...{
        targets: null,
        theirs: null,
        adminToken: null,
        audit: null,
        shopPort: null,
        prometheusPort: null,
        scenario: null,
      },
      access: OPEN_ACCESS,
      drillAddresses: new Map(),
      language: null,
      keepBooks: false,
    });
    if (verdict === null || verdict.interrupted)
      throw new CarnivalError('interrupted while it looked for the pace', { exitCode: EXIT.interrupted });
    return await readFolderFile(join(folder, RUN_FILES.observations), observationsSchema);
  } finally {
    await rm(runs, { recursive: true, force: true });
  }
}

export interface Calibrated {
  readonly bounds: readonly Bound[];
  readonly cores: number;
  /** Cores that other programs use. */
  readonly otherCores: number;
}

/**
 * What the short rehearsal says of this machine: of what everything together may use, of the generator, whose VUs run on one core
 * each, and of the shop, whose regions do. Pure.
 * @throws CarnivalError when it says nothing
 */
export function boundsFrom(
  { generator, responses }: Pick<Observations, 'generator' | 'responses'>,
  { plan, costs, hasTarget }: { plan: Plan; costs: Pick<Costs, 'generatorCoresIdle'>; hasTarget: boolean },
): Calibrated {
  const used = generator.cpuByPhase[0];
  const requests = sum(responses);
  if (used === undefined || used.machineCpuSeconds === null || requests === 0)
    throw new CarnivalError('--pace auto cannot see here what a request costs', {
      hint: 'it needs Linux and all cores of the machine; give --pace a number',
    });
  const { cores } = generator;
  const { wallSeconds, allCpuSeconds, machineCpuSeconds, generatorCpuSeconds } = used;
  const idleCores = costs.generatorCoresIdle;
  const otherCores = Math.max(0, machineCpuSeconds - allCpuSeconds) / wallSeconds;
  const perRequest = (cpuSeconds: number): number => Math.max(0, cpuSeconds) / requests;
  const generatorCost = perRequest(generatorCpuSeconds - idleCores * wallSeconds);
  const shopCost = perRequest(allCpuSeconds - generatorCpuSeconds);
  const largestShare = Math.max(...plan.regions.map(({ share }) => share));
  const bounds = [
    {
      what: 'the machine',
      cores: cores * FILL_SHARE - otherCores - idleCores,
      cpuSecondsPerRequest: hasTarget ? generatorCost : generatorCost + shopCost,
    },
    {
      what: "the generator's VUs",
      cores: plan.generator.vus * FILL_SHARE - idleCores,
      cpuSecondsPerRequest: generatorCost,
    },
    ...(hasTarget
      ? []
      : [
          {
            what: "the shop's largest region",
            cores: FILL_SHARE,
            cpuSecondsPerRequest: shopCost * largestShare,
          },
        ]),
  ];
  return { bounds, cores, otherCores };
}

/** What decided, in one line. */
function said({ bounds, cores, otherCores }: Calibrated): string {
  const rate = (bound: Bound): number => requestsPerSecondWithin([bound]);
  const narrowest = bounds.reduce((least, bound) => (rate(bound) < rate(least) ? bound : least));
  const cost = inFull(narrowest.cpuSecondsPerRequest * MICROSECONDS);
  return (
    `${narrowest.what} carries ${inFull(rate(narrowest))} requests/s at ${cost} µs of CPU each; ` +
    `other programs take ${inShort(otherCores)} of ${cores} cores`
  );
}

/** @throws CarnivalError that names what is too much */
function paceOrError(found: ReturnType<typeof paceThatFills>, calibrated: Calibrated): number {
  if ('pace' in found) return found.pace;
  const { phase, othersPerSecond } = found.tooMuch;
  throw new CarnivalError(
    `no pace is slow enough: in ${phase}, those who do not follow the pace send ${inFull(othersPerSecond)} requests/s, ` +
      `but ${said(calibrated)}`,
    { hint: 'stop other programs, make the crowd smaller with --scale, or give --pace a number' },
  );
}
