/** The stage that sends the load: begins the campaign, runs the crowd in k6, and shows it on the screen until k6 has ended. */
import { stat } from 'node:fs/promises';
import type { Plan, PlannedRun, RunFiles, RunSettings } from '../../scenarios/campaigns/plan.ts';
import { drillTimes } from '../../scenarios/crowd/drill-times.ts';
import { lengthMs, timetable } from '../../scenarios/crowd/timetable.ts';
import { runTls, type TargetAccess, trustInK6 } from '../admission/access.ts';
import { signedRun } from '../admission/signed-run.ts';
import type { DrillSeen } from '../evidence/drills-seen.ts';
import type { GeneratorUse } from '../evidence/observations.ts';
import type { ShopFacts } from '../forecast/forecast.ts';
import { orderStepsOf } from '../forecast/order-steps.ts';
import type { Child, Exit } from '../machine/processes/child.ts';
import { printJump, watchClock } from '../machine/processes/clock.ts';
import { type Use, watchUse } from '../machine/processes/use.ts';
import type { Words } from '../words/words.ts';
import { watchAbort } from './abort/watch-abort.ts';
import type { RunChildren } from './children.ts';
import { beginDrills } from './drills/drive-drills.ts';
import type { Lever } from './drills/lever.ts';
import { generatorArgs, generatorEnv, generatorUse, hiddenFromK6 } from './generator.ts';
import type { Interrupt } from './interrupt.ts';
import { type LiveOutput, startLive } from './live/live.ts';
import type { LiveView } from './live/state.ts';
import { memorySeen } from './memory-seen.ts';
import type { PrometheusAccess } from './prometheus/access.ts';
import { connectPrometheus } from './prometheus/query.ts';
import { breakerStates } from './prometheus/watched-breakers.ts';
import { type RunFolder, writeJson } from './run-folder.ts';
import type { TheirPrometheus } from './server-side/their-prometheus.ts';
import { superviseGenerator } from './supervise.ts';
import type { WatchedUse } from './use-over-time.ts';
import { watchRoom } from './watch-room.ts';

/** From k6's start to the timetable's zero: it reads the scripts for every VU first. */
export const K6_START_MS = 2500;
/** k6 reads accounts before it begins, at some microsecond a byte: twice that, so that two million of them begin on time. */
const MS_PER_BYTE = 0.002;
/** Summing k6's pages costs some milliseconds each time. */
const USE_EVERY_MS = 2000;
/** Past the last moment at which a phase may end. Its own time limits end k6 only while it runs. */
const WATCHDOG_MS = 20_000;
/** An answer that comes later is of no use on a screen that is drawn each second. */
const LIVE_QUERY_LIMIT_MS = 1000;

export interface LoadOptions {
  readonly plan: Plan;
  /** The targets. */
  readonly targets: Pick<RunSettings, 'targets' | 'hosts' | 'namedHosts' | 'environments'>;
  readonly files: RunFiles;
  readonly districtsFrom: number | null;
  readonly access: TargetAccess;
  readonly k6: string;
  readonly shop: Pick<ShopFacts, 'steps' | 'couponStep'>;
  readonly scenario: string | null;
  readonly prometheus: PrometheusAccess;
  /** The user's own, if the plan asks it anything. */
  readonly theirs: TheirPrometheus | null;
  readonly folder: RunFolder;
  readonly children: RunChildren;
  readonly interrupt: Interrupt;
  readonly output: LiveOutput;
  readonly words: Words;
  /** Where else the run is shown while it happens. */
  readonly views: readonly LiveView[];
  /** Resolves, with the reason in words, when nothing more is to be learnt from the load. */
  readonly enough: Promise<string> | null;
  /** One for each drill of the plan: see leversOf. */
  readonly levers: readonly (Lever | null)[];
  /** Tells the shop when the timetable begins. */
  readonly beginCampaign: (zeroAtMs: number) => Promise<void>;
}
export interface Load {
  readonly run: RunSettings;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly generator: GeneratorUse;
  /** What the processes used, over time; null: it could not be read. */
  readonly use: WatchedUse | null;
  /** One for each drill of the plan. Every fault is lifted. */
  readonly drills: readonly DrillSeen[];
}

/** A file that has gone meanwhile is k6's error to tell. */
export const readingMs = async ({ accounts }: RunFiles): Promise<number> =>
  accounts === undefined
    ? 0
    : await stat(accounts).then(
        ({ size }) => Math.ceil(size * MS_PER_BYTE),
        () => 0,
      );

/** Ends when k6 does, or soon after the user's interrupt. */
export async function sendLoad(options: LoadOptions): Promise<Load> {
  const { folder, targets, access, beginCampaign } = options;
  const { watched, used } = await watching(options, async () => {
    const startedAtMs = Date.now();
    const run = signedRun({
      id: folder.id,
      zeroAtMs: startedAtMs + K6_START_MS + (await readingMs(options.files)),
      ...targets,
      ...runTls(access),
      files: options.files,
      ...(options.districtsFrom === null ? {} : { districtsFrom: options.districtsFrom }),
    });
    await beginCampaign(run.zeroAtMs);
    const { k6, exit, endedAtMs, drills } = await runGenerator(options, run);
    return { run, startedAtMs, endedAtMs, drills, k6, exit };
  });
  const { k6, exit, ...load } = watched;
  const { zeroAtMs } = load.run;
  const times = timetable(options.plan).map(({ phase, startMs, endMs }) => ({
    phase,
    startMs: zeroAtMs + startMs,
    endMs: zeroAtMs + endMs,
  }));
  const processes = [...options.children.started, { name: 'carnival', pid: process.pid }];
  const memory = used === null ? {} : { memory: memorySeen(processes, used.memory) };
  return {
    ...load,
    generator: { ...generatorUse(k6, exit, used, times), ...memory },
    use: used === null ? null : { processes, used },
  };
}

/** From the timetable's zero until the last request has had its answer or its time. */
const longestMs = (plan: Plan): number =>
  lengthMs(timetable(plan)) + plan.generator.drainMs + plan.generator.requestTimeoutMs;

/** Watches the clock, the disk, and what the processes use, while `work` runs. */
async function watching<T>(
  { folder, children }: LoadOptions,
  doIt: () => Promise<T>,
): Promise<{ readonly watched: T; readonly used: Use | null }> {
  const use = await watchUse(children.started, USE_EVERY_MS);
  const stopClock = watchClock({
    onJump: (jump) => folder.note('clock-jumped', printJump(jump)),
  });
  const stopRoom = watchRoom(folder.path, (reason) => folder.note('disk-full', reason));
  const stop = (): Promise<Use | null> => {
    stopClock();
    stopRoom();
    return use.stop().catch((error: Error) => {
      folder.note('note', `what the processes used could not be read: ${error.message}`);
      return null;
    });
  };
  const watched = await doIt().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { watched, used: await stop() };
}

interface Generated extends Pick<Load, 'endedAtMs' | 'drills'> {
  readonly k6: Child;
  readonly exit: Exit;
}

/** Runs k6 to its end, or to the user's interrupt, and the drills beside it. */
async function runGenerator(options: LoadOptions, run: RunSettings): Promise<Generated> {
  const { plan, folder, children, interrupt, prometheus } = options;
  const planned: PlannedRun = { ...plan, run };
  await writeJson(folder.file('plan'), planned);
  const generator = {
    scenario: options.scenario,
    planFile: folder.file('plan'),
    consoleFile: folder.file('console'),
    prometheus,
    runId: run.id,
  };
  const k6 = await children.start({
    name: 'k6',
    command: options.k6,
    args: generatorArgs(generator),
    env: {
      ...hiddenFromK6(process.env),
      ...generatorEnv(generator),
      ...trustInK6(options.access, folder.file('certificates'), process.env),
    },
    logFile: folder.file('k6Log'),
  });
  const live = startLive({
    prometheus: connectPrometheus(prometheus, LIVE_QUERY_LIMIT_MS),
    runId: run.id,
    title: `${plan.name} · ${folder.id}`,
    timetable: timetable(plan),
    drills: drillTimes(plan).toSorted((one, other) => one.beginMs - other.beginMs),
    zeroAtMs: run.zeroAtMs,
    withinMs: plan.withinMs,
    orderSteps: orderStepsOf(options.shop),
    couponStep: options.shop.couponStep,
    breakerStates: breakerStates(plan, run.id),
    output: options.output,
    words: options.words,
    views: options.views,
  });
  const abort = watchAbort({
    clauses: plan.abort ?? [],
    consoleFile: generator.consoleFile,
    theirs: options.theirs,
    zeroAtMs: run.zeroAtMs,
    note: folder.note,
  });
  const { zeroAtMs } = run;
  const drills = beginDrills({ plan, levers: options.levers, zeroAtMs, note: folder.note });
  // Not only when k6 has obeyed.
  const ended = options.enough === null ? abort.first : Promise.race([abort.first, options.enough]);
  void Promise.race([interrupt.first, ended]).then(drills.end);
  try {
    const endsWithinMs = zeroAtMs - Date.now() + longestMs(plan) + WATCHDOG_MS;
    const exit = await superviseGenerator({
      k6,
      interrupt,
      aborted: ended,
      note: folder.note,
      endsWithinMs,
    });
    return { k6, exit, endedAtMs: Date.now(), drills: await drills.end() };
  } finally {
    await drills.end();
    abort.stop();
    await live.stop();
  }
}
