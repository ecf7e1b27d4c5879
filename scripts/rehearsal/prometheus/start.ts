/** Starts a run's own Prometheus and waits until it takes queries. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, lastLines, type StartChild } from '../../machine/processes/child.ts';
import { DEFAULT_PORT, freePort, requirePort } from '../../machine/processes/ports.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import {
  CONFIG_FILE,
  PROMETHEUS_ENV,
  prometheusArgs,
  prometheusConfig,
  type ScrapeTarget,
} from './config.ts';

export interface PrometheusOptions {
  readonly start: StartChild;
  readonly command: string;
  /** For its configuration and data; made when it is not there. */
  readonly folder: string;
  readonly logFile: string;
  readonly port: number;
  readonly targets: readonly ScrapeTarget[];
}

/** @throws CarnivalError with the log's last lines if it does not start */
export async function startPrometheus(
  options: PrometheusOptions,
): Promise<{ readonly child: Child; readonly url: string }> {
  const { start, command, folder, logFile, port, targets } = options;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, CONFIG_FILE), prometheusConfig(targets));
  const args = prometheusArgs(folder, port);
  const child = await start({ name: 'Prometheus', command, args, env: PROMETHEUS_ENV, logFile });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, child);
  return { child, url };
}

/**
 * @param named the port that the user named; null takes the default one, or another free one
 * @throws CarnivalError when the port that was named is taken
 */
export async function prometheusPort(named: number | null): Promise<number> {
  if (named === null) return freePort({ preferred: DEFAULT_PORT.prometheus });
  await requirePort({ port: named, option: '--prometheus-port' });
  return named;
}

const READY_LIMIT_MS = 30_000;
const READY_ASK_LIMIT_MS = 1000;
const READY_PAUSE_MS = 50;
const LOG_TAIL_LINES = 15;

/**
 * Waits until the Prometheus at `url` takes queries.
 * @throws CarnivalError that ends with the log's last lines
 */
export const untilReady = async (
  url: string,
  child: Pick<Child, 'exit' | 'logFile'>,
  limitMs = READY_LIMIT_MS,
): Promise<void> => {
  const untilMs = performance.now() + limitMs;
  let reason = 'not asked yet';
  while (performance.now() < untilMs) {
    if (child.exit !== null)
      throw await notReady(
        `ended with ${child.exit.code ?? child.exit.signal} before it was ready`,
        url,
        child.logFile,
      );
    try {
      const { ok, status } = await fetch(`${url}/-/ready`, {
        signal: AbortSignal.timeout(READY_ASK_LIMIT_MS),
      });
      if (ok) return;
      reason = `HTTP ${status}`;
    } catch (error) {
      reason = reasonOf(error);
    }
    await sleep(READY_PAUSE_MS);
  }
  throw await notReady(`was not ready within ${limitMs} ms (${reason})`, url, child.logFile);
};

const notReady = async (what: string, url: string, logFile: string): Promise<CarnivalError> => {
  const tail = await lastLines(logFile, LOG_TAIL_LINES).catch(
    (error: Error) => `cannot be read: ${error.message}`,
  );
  return new CarnivalError(`Prometheus at ${url} ${what}. Its log ${logFile} ends with:\n${tail}`, {
    hint: 'the log says why; --prometheus-port names another port',
  });
};
