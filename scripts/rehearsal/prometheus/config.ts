/** What a run's own Prometheus is started with: its file, its command line, its environment. */
import { join } from 'node:path';

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
