/** One run's own Prometheus: its files, its command line, what k6 must know to write to it, and when it is ready. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, lastLines } from '../../machine/processes/child.ts';
import { PrometheusError, reasonOf } from './query.ts';

/** A region's shop to scrape. */
export interface ScrapeTarget {
  readonly region: string;
  /** Base URL; its metrics are at `/metrics`. */
  readonly url: string;
}

/** The shop's own metrics are for pictures; the verdict reads what k6 pushes. */
const SCRAPE_INTERVAL = '2s';
/** A run's folder is kept until somebody deletes it, and may be judged again then; Prometheus' own default is 15 days. */
const RETENTION = '10y';

/** The shop says its region itself; the target's own is for `up`. */
const SHOP_JOB = 'scrape_configs:\n  - job_name: shop\n    honor_labels: true\n    static_configs:\n';

/** `prometheus.yml` of a run. Pure; `promtool check config` accepts it. */
export const prometheusConfig = (targets: readonly ScrapeTarget[]): string => {
  // JSON's strings are YAML's too, so nothing in a name or an address can break out of its place.
  const shops = targets.map(({ region, url }) => {
    const { protocol, host } = new URL(url);
    const labels = JSON.stringify({ region, __scheme__: protocol.slice(0, -1) });
    return `      - targets: [${JSON.stringify(host)}]\n        labels: ${labels}\n`;
  });
  return [
    '# Written by carnival for this run alone.\n',
    `global:\n  scrape_interval: ${SCRAPE_INTERVAL}\n  scrape_timeout: ${SCRAPE_INTERVAL}\n`,
    `storage:\n  tsdb:\n    retention:\n      time: ${RETENTION}\n`,
    ...(shops.length === 0 ? [] : [SHOP_JOB, ...shops]),
  ].join('');
};

export const CONFIG_FILE = 'prometheus.yml';

/** @param folder where `prometheus.yml` lies and the data go, `runs/<id>/prometheus` */
export const prometheusArgs = (folder: string, port: number): readonly string[] => [
  `--config.file=${join(folder, CONFIG_FILE)}`,
  `--storage.tsdb.path=${join(folder, 'data')}`,
  `--web.listen-address=127.0.0.1:${port}`,
  '--web.enable-remote-write-receiver',
];

/**
 * Measured with 1,500 series pushed each second: 63 MB resident in all, 26 MB of it the heap (21 MB with GOGC=40, for a fifth
 * more CPU: not worth it). Without a limit it would take 90 % of the machine before it tidied up.
 */
export const PROMETHEUS_ENV = { GOMEMLIMIT: '256MiB' } as const;

/** k6's `--out`. */
export const REMOTE_WRITE_OUTPUT = 'experimental-prometheus-rw';

/**
 * What a k6 (2.2) that writes to the Prometheus at `url` needs in its environment.
 *
 * k6's own trends go as native histograms, because its trend sink keeps every sample. A `--features` on k6's command line
 * would replace K6_FEATURES whole: name `native-histograms` there too.
 *
 * Stale markers: `last_over_time` passes over them, so the verdict reads the same with and without; with them, panels do not
 * show the series of a k6 that has ended as alive for another five minutes.
 */
export const remoteWriteEnv = (url: string): Readonly<Record<string, string>> => ({
  K6_PROMETHEUS_RW_SERVER_URL: `${url}/api/v1/write`,
  K6_PROMETHEUS_RW_PUSH_INTERVAL: '1s',
  K6_PROMETHEUS_RW_STALE_MARKERS: 'true',
  K6_FEATURES: 'native-histograms',
});

const READY_LIMIT_MS = 30_000;
const READY_ASK_LIMIT_MS = 1000;
const READY_PAUSE_MS = 50;
const LOG_TAIL_LINES = 15;

/** Waits until the Prometheus at `url` takes queries. Rejects with a `PrometheusError` that ends with its log's last lines. */
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

const notReady = async (what: string, url: string, logFile: string): Promise<PrometheusError> => {
  const tail = await lastLines(logFile, LOG_TAIL_LINES).catch(
    (error: Error) => `cannot be read: ${error.message}`,
  );
  return new PrometheusError(
    'not-ready',
    `Prometheus at ${url} ${what}. Its log ${logFile} ends with:\n${tail}`,
  );
};
