/** `carnival dashboards`: shows a finished run's Prometheus again, and Grafana beside it, until Ctrl-C. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findGrafana } from '../dashboards/find-grafana.ts';
import { type FinishedRun, finishedRun } from '../dashboards/finished-run.ts';
import { writeGrafanaFiles } from '../dashboards/grafana-files.ts';
import { linesFor } from '../dashboards/lines.ts';
import { reopen } from '../dashboards/reopen.ts';
import { requireData } from '../dashboards/require-data.ts';
import { startGrafana } from '../dashboards/start-grafana.ts';
import { lastLines, type StartChild, startChild } from '../machine/processes/child.ts';
import { type Keeper, startKeeper } from '../machine/processes/keeper.ts';
import { choosePort, DEFAULT_PORT } from '../machine/processes/ports.ts';
import { projectRoot } from '../machine/project-root.ts';
import { ensureTool } from '../machine/toolchain/toolchain.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { listenForInterrupt } from '../rehearsal/interrupt.ts';
import { connectPrometheus } from '../rehearsal/prometheus/query.ts';
import { leave, say } from '../text/terminal.ts';
import { type Language, languageFrom, wordsOf } from '../words/language.ts';
import { passwordMistakes } from './option-mistakes.ts';

export interface DashboardsArguments {
  readonly lang?: Language;
  /** False: do not start it even if it is on PATH. */
  readonly grafana: boolean;
  readonly prometheusPort?: number;
  readonly grafanaPort?: number;
}

const PASSWORD_BYTES = 24;
const LOG_TAIL_LINES = 5;
const OWNER_ONLY = { mode: 0o600 } as const;

export async function dashboardsCommand(folder: string, options: DashboardsArguments): Promise<ExitCode> {
  const mistakes = passwordMistakes();
  if (mistakes.length > 0) throw new PlanError('environment', mistakes);
  const words = wordsOf(languageFrom(options.lang, process.env));
  const run = await finishedRun(resolve(folder));
  const { path: prometheus } = await ensureTool('prometheus', {
    progress: (line) => say(process.stderr, words.message(line)),
  });
  const workFolder = await mkdtemp(join(tmpdir(), 'carnival-dashboards-')).catch((cause: Error) => {
    throw notShown(tmpdir(), cause);
  });
  // It holds passwords, and a copy of the data, which may still be growing.
  const removeFolder = (): Promise<void> => rm(workFolder, { recursive: true, force: true, maxRetries: 5 });
  const keeper = await startKeeper();
  const interrupt = listenForInterrupt(() =>
    keeper
      .close()
      .then(removeFolder)
      .finally(() => leave(EXIT.interrupted)),
  );
  try {
    const shown = showRun({ run, prometheus, workFolder, options, keeper }).catch((error: Error) => {
      throw error instanceof CarnivalError ? error : notShown(workFolder, error);
    });
    // Whatever is being opened ends with the keeper.
    shown.catch(() => undefined);
    const opened = await Promise.race([interrupt.first, shown]);
    if (typeof opened === 'string') return EXIT.interrupted;
    for (const line of opened.lines) say(process.stdout, line);
    const died = Promise.race(opened.children.map((child) => child.exited.then(() => child)));
    const end = await Promise.race([interrupt.first, died]);
    if (typeof end === 'string') return EXIT.pass;
    // Its log goes with the folder.
    const said = await lastLines(end.logFile, LOG_TAIL_LINES);
    const how = end.exit?.signal ?? `exit code ${end.exit?.code}`;
    throw new CarnivalError(
      `${end.name} stopped unexpectedly (${how}): ${said === '' ? 'it said nothing' : said}`,
      { hint: 'open the run again' },
    );
  } finally {
    interrupt.stopListening();
    await keeper.close();
    await removeFolder();
  }
}

/** Its copy needs as much room as the data have. */
const notShown = (folder: string, cause: Error): CarnivalError =>
  new CarnivalError(`the run cannot be shown from ${folder}: ${cause.message}`, {
    hint: 'is there room for a copy of its data, and may you write there? TMPDIR names another folder',
    cause,
  });

interface ShowOptions {
  readonly run: FinishedRun;
  /** The Prometheus binary. */
  readonly prometheus: string;
  readonly workFolder: string;
  readonly options: DashboardsArguments;
  readonly keeper: Keeper;
}

async function showRun({ run, prometheus, workFolder, options, keeper }: ShowOptions) {
  const start: StartChild = (child) => startChild(keeper, child);
  const { child, access } = await reopen({
    ...{ start, command: prometheus, dataFolder: run.dataFolder, workFolder },
    port: options.prometheusPort ?? null,
  });
  await requireData(run, connectPrometheus(access));
  const language = languageFrom(options.lang, process.env);
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  const port = await choosePort(options.grafanaPort ?? null, DEFAULT_PORT.grafana, '--grafana-port');
  const root = projectRoot();
  const config = await writeGrafanaFiles({
    ...{ root, workFolder, prometheus: access, language, port, password },
  });
  const passwordFiles = {
    prometheus: join(workFolder, 'prometheus-password'),
    grafana: join(workFolder, 'grafana-password'),
  };
  await writeFile(passwordFiles.prometheus, access.password, OWNER_ONLY);
  await writeFile(passwordFiles.grafana, password, OWNER_ONLY);
  const found = options.grafana ? await findGrafana(process.env.PATH ?? '') : null;
  const grafana =
    found === null
      ? null
      : await startGrafana({
          ...{ start, grafana: found, config, port, password, env: process.env },
          logFile: join(workFolder, 'grafana.log'),
        });
  return {
    children: grafana === null ? [child] : [child, grafana],
    lines: linesFor({
      ...{ run, access, passwordFiles, config, workFolder, root, port, language },
      isGrafanaStarted: grafana !== null,
    }),
  };
}
