/** The processes of a try: k6, and the embedded shop if there is no target. Their files lie in a temporary folder, and go with it. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan, PlannedRun, RunSettings } from '../../scenarios/campaigns/plan.ts';
import { TRY, type TryEvent } from '../../scenarios/crowd/try-events.ts';
import { TRY_MS_MAX } from '../../scenarios/crowd/try-session.ts';
import type { CarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import { runTls, type TargetAccess, trustInK6 } from '../admission/access.ts';
import { signedRun } from '../admission/signed-run.ts';
import type { Subject } from '../forecast/subject.ts';
import { type Child, startChild } from '../machine/processes/child.ts';
import { startKeeper } from '../machine/processes/keeper.ts';
import { projectRoot } from '../machine/project-root.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { consoleArgs, readLine } from '../rehearsal/console/console-line.ts';
import { ConsoleTail } from '../rehearsal/console/console-tail.ts';
import { hiddenFromK6, planEnv, QUIET_K6_ARGS } from '../rehearsal/generator.ts';
import { listenForInterrupt } from '../rehearsal/interrupt.ts';
import { shopTargets, startShop } from '../rehearsal/shop-regions.ts';
import { leave } from '../text/terminal.ts';
import { tryEvent } from './read-event.ts';

const BASE_36 = 36;
const LOOK_EVERY_MS = 50;
/** Beyond the time that k6 has by itself. */
const WATCHDOG_MS = 15_000;
const LOG_LINES_MAX = 3;

export interface TryOptions {
  /** Made by `tryPlan`. */
  readonly plan: Plan;
  readonly subject: Subject;
  readonly k6: string;
  /** Admitted; or the plan for which the embedded shop is started. */
  readonly targets: Pick<RunSettings, 'targets' | 'hosts' | 'namedHosts'> | { readonly start: CarnivalPlan };
  readonly access: TargetAccess;
  /** Called once the target is there, and before anything is sent to it. */
  readonly onTarget: (url: string) => void;
  readonly onEvent: (event: TryEvent) => void;
}

/**
 * Resolves when k6 has ended, or was interrupted.
 * @throws CarnivalError when k6 broke
 */
export async function runTry(options: TryOptions): Promise<{ readonly isInterrupted: boolean }> {
  const folder = await mkdtemp(join(tmpdir(), 'carnival-try-'));
  const keeper = await startKeeper();
  const interrupt = listenForInterrupt(() => {
    keeper.close().finally(() => leave(EXIT.interrupted));
  });
  try {
    const start = (child: Parameters<typeof startChild>[1]): Promise<Child> => startChild(keeper, child);
    const { targets } = options;
    const run = 'start' in targets ? await embedded(targets.start, folder, start) : targets;
    options.onTarget(run.targets[options.plan.regions[0]!.name]!);
    if (interrupt.happened) return { isInterrupted: true };
    const k6 = await start(await k6Child(options, run, folder));
    const stop = (): void => k6.signal('SIGINT');
    interrupt.first.then(stop);
    const watchdog = setTimeout(
      () => k6.signal('SIGKILL'),
      TRY_MS_MAX + options.plan.generator.requestTimeoutMs + WATCHDOG_MS,
    );
    await follow(
      k6,
      join(folder, CONSOLE),
      untilCutOff(options.onEvent, () => interrupt.happened),
    );
    clearTimeout(watchdog);
    const { code, signal } = await k6.exited;
    if (!interrupt.happened && code !== 0)
      throw new CarnivalError(
        `k6 ended with ${signal ?? `exit code ${code}`}: ${options.access.masked(await saidBy(k6))}`,
      );
    return { isInterrupted: interrupt.happened };
  } finally {
    interrupt.stopListening();
    await keeper.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const CONSOLE = 'k6-console.log';

/** The embedded shop, in its first region. */
async function embedded(
  plan: CarnivalPlan,
  folder: string,
  start: (child: Parameters<typeof startChild>[1]) => Promise<Child>,
): Promise<Pick<RunSettings, 'targets' | 'hosts' | 'namedHosts'>> {
  const regions = await startShop({
    ...{ start, folder, campaignWaits: false, port: null },
    plan: { ...plan, regions: plan.regions.slice(0, 1) },
    adminToken: randomBytes(24).toString('hex'),
  });
  return shopTargets(regions);
}

async function k6Child(
  { plan, subject, k6, access }: TryOptions,
  { targets, hosts, namedHosts }: Pick<RunSettings, 'targets' | 'hosts' | 'namedHosts'>,
  folder: string,
): Promise<Parameters<typeof startChild>[1]> {
  const nowMs = Date.now();
  const run = signedRun({
    // Short, because all ids of the try begin with it.
    id: `try-${nowMs.toString(BASE_36)}`,
    zeroAtMs: nowMs,
    targets,
    hosts,
    ...(namedHosts === undefined ? {} : { namedHosts }),
    ...runTls(access),
    files: subject.files,
  });
  const planned: PlannedRun = { ...plan, run };
  const planFile = join(folder, 'plan.json');
  await writeFile(planFile, JSON.stringify(planned));
  let script = join(projectRoot(), 'scenarios', 'try.ts');
  if (subject.script !== null) {
    script = join(folder, 'try.js');
    await writeFile(script, await subject.script('try'));
  }
  return {
    name: 'k6',
    command: k6,
    args: [...QUIET_K6_ARGS, ...consoleArgs(join(folder, CONSOLE)), script],
    env: {
      ...hiddenFromK6(process.env),
      ...planEnv(planFile),
      ...trustInK6(access, join(folder, 'certificates'), process.env),
    },
    logFile: join(folder, 'k6.log'),
  };
}

/**
 * A request that an interrupt cut off has no answer, and that says nothing of the target. k6 tells of it and of what follows from it, or
 * ends before it can.
 */
export function untilCutOff(
  onEvent: (event: TryEvent) => void,
  isInterrupted: () => boolean,
): (event: TryEvent) => void {
  let isCutOff = false;
  return (event) => {
    isCutOff ||= isInterrupted() && event.kind === 'request' && event.exchange.status === 0;
    if (!isCutOff) onEvent(event);
  };
}

/** Hands over what k6 tells until it has ended. */
async function follow(k6: Child, file: string, onEvent: (event: TryEvent) => void): Promise<void> {
  const tail = new ConsoleTail(file, TRY, tryEvent);
  try {
    let isOver = false;
    while (!isOver) {
      const pause = new Promise<false>((resolve) => {
        setTimeout(resolve, LOOK_EVERY_MS, false);
      });
      isOver = await Promise.race([k6.exited.then(() => true), pause]);
      for (const event of await tail.read()) onEvent(event);
    }
  } finally {
    await tail.close();
  }
}

/** The first of k6's own messages: its log is JSON, a line each. */
async function saidBy({ logFile }: Child): Promise<string> {
  const lines = (await readFile(logFile, 'utf8')).split('\n').filter((line) => line !== '');
  return lines
    .map((line) => readLine(line)?.msg ?? line)
    .slice(0, LOG_LINES_MAX)
    .join('\n');
}
