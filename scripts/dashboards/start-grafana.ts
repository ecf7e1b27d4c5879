/** Starts a Grafana that is on PATH, and waits until it is the one that answers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { requestPinned } from '../admission/pinned-request.ts';
import { type Child, lastLines, type StartChild } from '../machine/processes/child.ts';
import { LOOPBACK } from '../machine/processes/ports.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { authorization } from '../rehearsal/prometheus/access.ts';
import { type Grafana, grafanaArgs } from './find-grafana.ts';
import { GRAFANA_USER } from './grafana-files.ts';

export interface StartGrafanaOptions {
  readonly start: StartChild;
  readonly grafana: Grafana;
  /** grafana.ini. */
  readonly config: string;
  readonly logFile: string;
  readonly port: number;
  readonly password: string;
  /** This process's environment: what is set there for another Grafana must not bend this one. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** It migrates its database at the first start, which takes half a minute on a slow disk. */
  readonly readyMsMax?: number;
}

const READY_MS_MAX = 120_000;
const ASK_MS_MAX = 2000;
const PAUSE_MS = 200;
const ANSWER_BYTES_MAX = 10_000;
const HTTP_OK = 200;
const LOG_LINES = 15;

/** @throws CarnivalError with the end of its log, when it does not come up */
export async function startGrafana(options: StartGrafanaOptions): Promise<Child> {
  const { start, grafana, config, logFile, env, readyMsMax = READY_MS_MAX } = options;
  const others = Object.keys(env).filter((name) => name.startsWith('GF_'));
  const child = await start({
    name: 'Grafana',
    command: grafana.command,
    args: grafanaArgs(grafana, config),
    env: Object.fromEntries(others.map((name) => [name, undefined])),
    logFile,
  });
  const untilMs = performance.now() + readyMsMax;
  while (performance.now() < untilMs) {
    if (child.exit !== null)
      throw await failed(`ended with ${child.exit.code ?? child.exit.signal}`, logFile);
    if (await isOurs(options)) return child;
    await sleep(PAUSE_MS);
  }
  await child.stop(0);
  throw await failed(`was not ready within ${readyMsMax} ms`, logFile);
}

/** Only this one knows the password. */
async function isOurs({ port, password }: StartGrafanaOptions): Promise<boolean> {
  const url = new URL(`http://${LOOPBACK}:${port}`);
  return requestPinned(url, LOOPBACK, {
    path: '/api/org',
    headers: { authorization: authorization({ user: GRAFANA_USER, password }) },
    answerMsMax: ASK_MS_MAX,
    bodyBytesMax: ANSWER_BYTES_MAX,
  }).then(
    ({ status }) => status === HTTP_OK,
    () => false,
  );
}

const failed = async (what: string, logFile: string): Promise<CarnivalError> =>
  new CarnivalError(
    `Grafana ${what}. Its log ends with:\n${await lastLines(logFile, LOG_LINES).catch((error: Error) => error.message)}`,
    { hint: '--no-grafana shows the data without it; --grafana-port names another port' },
  );
