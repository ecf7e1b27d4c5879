/** Starts a run's own Prometheus and waits until it takes queries. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, startChild } from '../../machine/processes/child.ts';
import type { Keeper } from '../../machine/processes/keeper.ts';
import {
  CONFIG_FILE,
  PROMETHEUS_ENV,
  prometheusArgs,
  prometheusConfig,
  type ScrapeTarget,
  untilReady,
} from './prometheus.ts';

export interface PrometheusOptions {
  readonly keeper: Keeper;
  readonly command: string;
  /** For its configuration and data; made when it is not there. */
  readonly folder: string;
  readonly logFile: string;
  readonly port: number;
  readonly targets: readonly ScrapeTarget[];
}

/** Rejects with a PrometheusError that ends with its log's last lines. */
export async function startPrometheus(
  options: PrometheusOptions,
): Promise<{ readonly child: Child; readonly url: string }> {
  const { keeper, command, folder, logFile, port, targets } = options;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, CONFIG_FILE), prometheusConfig(targets));
  const args = prometheusArgs(folder, port);
  const child = await startChild(keeper, { name: 'Prometheus', command, args, env: PROMETHEUS_ENV, logFile });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, child);
  return { child, url };
}
