/** `carnival scale-out --drill`: the simulation on trial against replicas that really start (docs/scale-out.md). */
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { type Keeper, startKeeper } from '../machine/processes/keeper.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { printOptions } from '../outputs/index.ts';
import type { StartBeside } from '../rehearsal/beside.ts';
import { readAssets } from '../rehearsal/page-assets.ts';
import type { Rehearsed } from '../rehearsal/rehearsal.ts';
import { RUN_FILES } from '../rehearsal/run-folder.ts';
import { compare, exitOf } from '../scale-out-drill/compared.ts';
import type { Drill } from '../scale-out-drill/drill.ts';
import { drillFileOf } from '../scale-out-drill/drill-file.ts';
import { runFlaws } from '../scale-out-drill/flaws.ts';
import { hpaNameFrom } from '../scale-out-drill/kubectl-hpa.ts';
import { measure } from '../scale-out-drill/measured.ts';
import { drillHtml } from '../scale-out-drill/print-html.ts';
import { printDrill } from '../scale-out-drill/print-text.ts';
import { readRun } from '../scale-out-drill/read-run.ts';
import { type ReplicaLog, readBalancerLog, readWatchLog } from '../scale-out-drill/replica-log.ts';
import { simulate } from '../scale-out-drill/simulated.ts';
import { readAutoscaler, startAutoscaler } from '../scale-out-drill/start-autoscaler.ts';
import { type CheckedHpa, checkHpa, watchHpa } from '../scale-out-drill/watch-hpa.ts';
import { inFull } from '../text/numbers.ts';
import { paint, say } from '../text/terminal.ts';
import { languageFrom, wordsOf } from '../words/language.ts';
import { rehearsed } from './rehearse.ts';
import { type AskedDrill, askedDrill } from './scale-out-drill-asked.ts';
import { type ScaleOutArguments, scaleOutNumbers } from './scale-out-options.ts';
import { writeOut } from './write-out.ts';

const FILES = { data: 'drill.json', page: 'drill.html' } as const;
const WATCH_FILE = 'hpa-watch.jsonl';

/** Ends with 0 if the simulation agrees with the run, 99 if it differs, and 90 if that cannot be told. */
export async function scaleOutDrillCommand(options: ScaleOutArguments): Promise<ExitCode> {
  const { numbers, mistakes } = scaleOutNumbers(options);
  if (mistakes.length > 0) throw new PlanError('command line', mistakes);
  const keeper = await startKeeper();
  try {
    const name = options.watchHpa === undefined ? null : hpaNameFrom(options.watchHpa);
    const watched = name === null ? null : await checkHpa(keeper, name);
    const asked = await askedDrill(options, numbers, watched);
    return await drillOf(options, asked, { keeper, watched });
  } finally {
    await keeper.close();
  }
}

interface Watching {
  readonly keeper: Keeper;
  readonly watched: CheckedHpa | null;
}

async function drillOf(options: ScaleOutArguments, asked: AskedDrill, watching: Watching): Promise<ExitCode> {
  const { stdout, stderr } = process;
  const words = wordsOf(languageFrom(options.lang, process.env));
  const simulated = simulate(asked);
  say(
    stderr,
    words.scaleOutDrill.begins({
      ...{ plan: asked.plan.name, seconds: inFull(asked.world.demand.length), draws: inFull(asked.draws) },
    }),
  );
  const run = await rehearsed({
    plan: options.plan ?? asked.plan.name,
    ...(options.shop === undefined ? {} : { shop: options.shop }),
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    ...(options.lang === undefined ? {} : { lang: options.lang }),
    target: options.target ?? [],
    runs: options.runs ?? 'runs',
    brief: true,
    beside: besideOf(asked, watching),
  });
  if (run.verdict === null) {
    say(stdout, words.said.interruptedBeforeLoad);
    return EXIT.interrupted;
  }
  const drill = await drilled(asked, watching, run, simulated);
  const file = `${JSON.stringify(drillFileOf(drill), null, 2)}\n`;
  if (options.json === true) say(stdout, file.trimEnd());
  else paint(stdout, `\n${printDrill(drill, printOptions(stdout, options)).trimEnd()}`);
  const out = options.out ?? run.folder;
  await writeOut(out, [
    { file: FILES.data, text: file },
    { file: FILES.page, text: drillHtml(drill, words, await readAssets()) },
  ]);
  say(stderr, words.scaleOut.page.written(relative(process.cwd(), resolve(out)) || '.'));
  return run.verdict.interrupted ? EXIT.interrupted : exitOf(drill.compared);
}

/** A cluster has an autoscaler of its own. */
function besideOf(
  { hpa, settings, scrapeSeconds, callingAlerts }: AskedDrill,
  { keeper, watched }: Watching,
): StartBeside {
  if (watched !== null)
    return async ({ folder }) => watchHpa(keeper, watched, { file: join(folder.path, WATCH_FILE) });
  return startAutoscaler({
    ...{ hpa, scrapeSeconds, callingAlerts, controller: settings.controller },
    cpuPercentAtCapacity: settings.metrics.cpuPercentAtCapacity,
  });
}

async function drilled(
  asked: AskedDrill,
  { watched }: Watching,
  { folder, verdict }: Rehearsed,
  simulated: Drill['simulated'],
): Promise<Drill> {
  const { world, burst, plan, needed } = asked;
  const { runId, seconds, zeroAtMs } = await readRun(folder);
  const { everySeconds } = world.autoscaler;
  const log: ReplicaLog =
    watched === null
      ? readBalancerLog(await textOf(balancerLog(folder, plan.regions[0]!.name)), zeroAtMs)
      : readWatchLog(await textOf(join(folder, WATCH_FILE)), {
          ...{ zeroAtMs, gapSecondsMax: everySeconds, runSeconds: world.demand.length },
        });
  const measured = measure({
    ...{ steps: log.steps, seconds, demand: world.demand, burst, needed },
    targetShare: world.targetShare,
  });
  const flaws = runFlaws({
    ...{ verdict: verdict!, log, burst, zeroAtMs },
    ...{ runSeconds: world.demand.length, syncSeconds: everySeconds },
    autoscaler: watched === null ? await readAutoscaler(folder) : null,
  });
  return {
    ...{ plan: plan.name, runId, folder: relative(process.cwd(), folder) || '.' },
    where: watched === null ? 'embedded' : 'cluster',
    ...{ autoscaler: world.autoscaler, settings: asked.settings, targetShare: world.targetShare },
    ...{ withinMs: plan.withinMs, draws: asked.draws, seed: asked.seed, replicasFirst: world.replicasFirst },
    ...{ burst, needed, demand: world.demand, perReplica: asked.likely, simulated, measured },
    compared: compare({
      ...{ simulated, measured, flaws, syncSeconds: everySeconds },
      burstSeconds: world.demand.length - burst.beginsSeconds,
    }),
  };
}

const balancerLog = (folder: string, region: string): string =>
  join(folder, RUN_FILES.shop, `${region}.balancer.log`);

const textOf = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new CarnivalError(`what became of the replicas was not kept: ${cause.message}`, {
      ...{ cause, hint: 'rehearse again', exitCode: EXIT.inconclusive },
    });
  });
