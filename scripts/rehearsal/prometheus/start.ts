/** Starts a run's own Prometheus, learns from it where it listens, and waits until it takes this run's queries and nobody else's. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { requestPinned } from '../../admission/pinned-request.ts';
import { type Child, lastLines, type StartChild } from '../../machine/processes/child.ts';
import { DEFAULT_PORT, isFree, LOOPBACK, requirePort } from '../../machine/processes/ports.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import { authorization, credentialsFrom, type PrometheusAccess, webConfig } from './access.ts';
import type { BreakerScrape } from './breaker-jobs.ts';
import {
  CONFIG_FILE,
  PROMETHEUS_ENV,
  prometheusArgs,
  prometheusConfig,
  RULES_FILE,
  type ScrapeTarget,
  WEB_CONFIG_FILE,
} from './config.ts';

export interface PrometheusOptions {
  readonly start: StartChild;
  readonly command: string;
  /** For its configuration and data; made when it is not there. */
  readonly folder: string;
  readonly logFile: string;
  /** The port that the user named; null takes the default one, or any free one. */
  readonly port: number | null;
  readonly runId: string;
  readonly targets: readonly ScrapeTarget[];
  /** Left out: no drill looks at a breaker. */
  readonly breakers?: readonly BreakerScrape[];
  /** The text of its file of rules. Left out: it has none. */
  readonly rules?: string;
  /** Whether it only shows data that are there, and takes none. Left out: k6 writes to it. */
  readonly readOnly?: boolean;
}
export interface RunPrometheus {
  readonly child: Child;
  readonly access: PrometheusAccess;
}

/** @throws CarnivalError when the named port is taken; or, with the log's last lines, if it does not start */
export async function startPrometheus(options: PrometheusOptions): Promise<RunPrometheus> {
  const { folder, port, targets, runId, breakers, rules } = options;
  if (port !== null) await requirePort({ port, option: '--prometheus-port' });
  const credentials = credentialsFrom(process.env);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, CONFIG_FILE), prometheusConfig(targets, runId, breakers));
  if (rules !== undefined) await writeFile(join(folder, RULES_FILE), rules);
  await writeFile(join(folder, WEB_CONFIG_FILE), await webConfig(credentials), { mode: 0o600 });
  const { child, url } = await listening(options);
  const access = { ...credentials, url };
  await untilReady(access, child);
  return { child, access };
}

/** A preferred port may be gone by the time Prometheus binds it. Then it gets any other. */
async function listening(options: PrometheusOptions): Promise<{ child: Child; url: string }> {
  const { port } = options;
  if (port !== null) return launch(options, port);
  const preferred = DEFAULT_PORT.prometheus;
  const first = (await isFree(preferred)) ? preferred : ANY_PORT;
  return launch(options, first).catch(() => launch(options, ANY_PORT));
}

const ANY_PORT = 0;
const READY_LIMIT_MS = 30_000;
const READY_ASK_LIMIT_MS = 1000;
const READY_BYTES_MAX = 10_000;
const READY_PAUSE_MS = 50;
const LOG_TAIL_LINES = 15;
/** Prometheus 3.15 says so once it has bound its port (exporter-toolkit, tls_config.go). */
const LISTENING = /msg="Listening on" .*\baddress=127\.0\.0\.1:(\d+)/;

/** @throws CarnivalError that ends with the log's last lines, when it cannot listen */
async function launch(
  { start, command, folder, logFile, readOnly = false }: PrometheusOptions,
  port: number,
): Promise<{ child: Child; url: string }> {
  const before = await readFile(logFile, 'utf8').catch(() => '');
  const args = prometheusArgs(folder, port, !readOnly);
  const child = await start({ name: 'Prometheus', command, args, env: PROMETHEUS_ENV, logFile });
  const bound = await untilFound(child, READY_LIMIT_MS, async () => {
    const said = (await readFile(logFile, 'utf8')).slice(before.length);
    const found = LISTENING.exec(said)?.[1];
    return found === undefined ? { reason: 'it did not say where it listens' } : { found };
  });
  return { child, url: `http://${LOOPBACK}:${bound}` };
}

/**
 * Waits until the Prometheus takes queries with these credentials. It must refuse all others: then it is this run's own.
 * @throws CarnivalError that ends with the log's last lines
 */
export const untilReady = (
  access: PrometheusAccess,
  child: Pick<Child, 'exit' | 'logFile' | 'stop'>,
  limitMs = READY_LIMIT_MS,
): Promise<true> =>
  untilFound(child, limitMs, async () => {
    try {
      const ours = await readiness(access);
      if (ours !== HTTP_OK) return { reason: `HTTP ${ours}` };
      const strangers = await readiness({ ...access, password: 'a guess' });
      return strangers === HTTP_UNAUTHORIZED
        ? { found: true }
        : { reason: `it answers a wrong password with HTTP ${strangers}` };
    } catch (error) {
      return { reason: `GET ${access.url}${READY_PATH}: ${reasonOf(error)}` };
    }
  });

const READY_PATH = '/-/ready';
const HTTP_OK = 200;
const HTTP_UNAUTHORIZED = 401;

async function readiness(access: PrometheusAccess): Promise<number> {
  const { status } = await requestPinned(new URL(access.url), LOOPBACK, {
    path: READY_PATH,
    headers: { authorization: authorization(access) },
    answerMsMax: READY_ASK_LIMIT_MS,
    bodyBytesMax: READY_BYTES_MAX,
  });
  return status;
}

type Look<T> = { readonly found: T } | { readonly reason: string };

/** Looks until it finds something. Ends the child if it does not. */
async function untilFound<T>(
  child: Pick<Child, 'exit' | 'logFile' | 'stop'>,
  limitMs: number,
  look: () => Promise<Look<T>>,
): Promise<T> {
  const untilMs = performance.now() + limitMs;
  let reason = 'not asked yet';
  while (performance.now() < untilMs) {
    const looked = await look();
    if ('found' in looked) return looked.found;
    reason = looked.reason;
    if (child.exit !== null)
      throw await notReady(
        `ended with ${child.exit.code ?? child.exit.signal} before it was ready`,
        child.logFile,
      );
    await sleep(READY_PAUSE_MS);
  }
  await child.stop(0);
  throw await notReady(`was not ready within ${limitMs} ms (${reason})`, child.logFile);
}

const notReady = async (what: string, logFile: string): Promise<CarnivalError> => {
  const tail = await lastLines(logFile, LOG_TAIL_LINES).catch(
    (error: Error) => `cannot be read: ${error.message}`,
  );
  return new CarnivalError(`Prometheus ${what}. Its log ${logFile} ends with:\n${tail}`, {
    hint: 'the log says why; --prometheus-port names another port',
  });
};
