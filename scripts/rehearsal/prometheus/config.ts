/** The configuration, command line and environment of a run's own Prometheus. */
import { join } from 'node:path';
import { RUN_ID, SHOP_JOB } from '../../../scenarios/metrics.ts';
import { type BreakerScrape, breakerJobs } from './breaker-jobs.ts';

/** A region's shop to scrape. */
export interface ScrapeTarget {
  readonly region: string;
  /** Base URL; its metrics are at `/metrics`. */
  readonly url: string;
}

/** The shop's own metrics are for pictures; the verdict reads what k6 pushes. */
export const SCRAPE_SECONDS = 2;
const SCRAPE_INTERVAL = `${SCRAPE_SECONDS}s`;
/** Longer than Prometheus' default of 15 days, because a run's folder is kept until somebody deletes it. */
const RETENTION = '10y';

/** The shop says its region itself; the target's own is for `up`. */
const SCRAPE_SHOP = `  - job_name: ${SHOP_JOB}\n    honor_labels: true\n    static_configs:\n`;

/** `prometheus.yml` of a run. Pure; `promtool check config` accepts it. */
export const prometheusConfig = (
  targets: readonly ScrapeTarget[],
  runId: string,
  breakers: readonly BreakerScrape[] = [],
): string => {
  // JSON strings are valid YAML strings, so a name or an address cannot break the file.
  const shops = targets.map(({ region, url }) => {
    const { protocol, host } = new URL(url);
    const labels = JSON.stringify({ region, [RUN_ID]: runId, __scheme__: protocol.slice(0, -1) });
    return `      - targets: [${JSON.stringify(host)}]\n        labels: ${labels}\n`;
  });
  const jobs = [...(shops.length === 0 ? [] : [SCRAPE_SHOP, ...shops]), ...breakerJobs(breakers, runId)];
  return [
    '# Written by carnival for this run alone.\n',
    `global:\n  scrape_interval: ${SCRAPE_INTERVAL}\n  scrape_timeout: ${SCRAPE_INTERVAL}\n`,
    `rule_files: [${RULES_FILE}]\n`,
    `storage:\n  tsdb:\n    retention:\n      time: ${RETENTION}\n`,
    ...(jobs.length === 0 ? [] : ['scrape_configs:\n', ...jobs]),
  ].join('');
};

export const CONFIG_FILE = 'prometheus.yml';
/** What it records and warns of, beside its configuration. Without one, Prometheus has no rules. */
export const RULES_FILE = 'rules.yml';
/** Who may ask: `webConfig`. */
export const WEB_CONFIG_FILE = 'web.yml';

/**
 * About 80 MB, a tenth of Prometheus' default. A query that would load more is refused, and `query.ts` asks for a shorter time.
 */
const QUERY_SAMPLES_MAX = 5_000_000;
/** Is never an origin: those are `null`, or a scheme and a host. So no web page may read an answer. */
const NO_ORIGIN = 'nobody';

/**
 * @param folder where both configuration files lie and the data go, `runs/<id>/prometheus`
 * @param port 0 for any free one
 * @param receives whether k6 may write to it. Without, it only shows what it has: then people ask, and its own limit of samples holds
 */
export const prometheusArgs = (folder: string, port: number, receives = true): readonly string[] => [
  `--config.file=${join(folder, CONFIG_FILE)}`,
  `--storage.tsdb.path=${join(folder, 'data')}`,
  `--web.listen-address=127.0.0.1:${port}`,
  `--web.config.file=${join(folder, WEB_CONFIG_FILE)}`,
  `--web.cors.origin=${NO_ORIGIN}`,
  ...(receives ? ['--web.enable-remote-write-receiver', `--query.max-samples=${QUERY_SAMPLES_MAX}`] : []),
];

/**
 * Measured with 1,500 series pushed each second: 63 MB resident, 26 MB of it heap (21 MB with GOGC=40, but for a fifth more CPU).
 * Without a limit, Prometheus would use up to 90 % of the machine's memory before it collects garbage.
 */
export const PROMETHEUS_ENV = { GOMEMLIMIT: '256MiB' } as const;
