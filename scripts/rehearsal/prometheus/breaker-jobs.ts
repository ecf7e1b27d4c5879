/** The part of a run's prometheus.yml that watches breakers closely: a breaker's state may last no longer than half a second. */
import { isIP } from 'node:net';
import { RUN_ID } from '../../../scenarios/metrics.ts';
import { READING_MS } from '../../breakers/readings.ts';

/** A page of metrics about breakers, or of a boundary behind one. */
export interface BreakerScrape {
  readonly url: URL;
  /** Checked, without brackets: this is where it is scraped, whatever its name leads to later. */
  readonly address: string;
  /** What the page itself does not tell, or tells in other words. */
  readonly labels: { readonly region?: string; readonly dependency?: string };
}

/** The label `job` of all of them. The shop tells the same at /metrics, too seldom for a breaker. */
export const BREAKER_JOB = 'breakers';

/** One job for each host that proves its name by a certificate, and one for all others. A page that is named twice is scraped once. */
export function breakerJobs(scrapes: readonly BreakerScrape[], runId: string): readonly string[] {
  const byName = new Map<string, Set<string>>();
  for (const scrape of scrapes) {
    const name = certifiedName(scrape.url);
    byName.set(name, (byName.get(name) ?? new Set()).add(targetOf(scrape, runId)));
  }
  return [...byName].map(
    ([name, targets], i) =>
      `  - job_name: ${BREAKER_JOB}-${i + 1}\n` +
      `    scrape_interval: ${READING_MS}ms\n    scrape_timeout: ${READING_MS}ms\n` +
      // Else an answer could send Prometheus to an address that nobody has checked.
      '    follow_redirects: false\n' +
      (name === '' ? '' : `    tls_config: ${JSON.stringify({ server_name: name })}\n`) +
      `    static_configs:\n${[...targets].join('')}`,
  );
}

/** Empty: none is needed, or it is the address itself. */
const certifiedName = ({ protocol, hostname }: URL): string =>
  protocol === 'https:' && isIP(hostname) === 0 && !hostname.startsWith('[') ? hostname : '';

function targetOf({ url, address, labels }: BreakerScrape, runId: string): string {
  const scheme = url.protocol.slice(0, -1);
  const host = address.includes(':') ? `[${address}]` : address;
  const port = url.port === '' ? DEFAULT_PORTS[scheme] : url.port;
  const parameters = [...url.searchParams].map(([name, value]) => [`__param_${name}`, value]);
  const all = {
    job: BREAKER_JOB,
    ...labels,
    [RUN_ID]: runId,
    __scheme__: scheme,
    __metrics_path__: url.pathname,
    ...Object.fromEntries(parameters),
  };
  return `      - targets: ["${host}:${port}"]\n        labels: ${JSON.stringify(all)}\n`;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };
