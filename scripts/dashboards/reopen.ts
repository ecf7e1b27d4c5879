/**
 * A finished run's Prometheus, opened again on a copy of its data: Prometheus replays and compacts what it opens, and a run's folder
 * is evidence. It scrapes nothing, has no rules, takes no writes, and listens on loopback with credentials of its own.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StartChild } from '../machine/processes/child.ts';
import { type RunPrometheus, startPrometheus } from '../rehearsal/prometheus/start.ts';
import { copyData } from './copy-data.ts';

export interface ReopenOptions {
  readonly start: StartChild;
  /** The Prometheus binary. */
  readonly command: string;
  /** `prometheus/data` of the run: it is only read. */
  readonly dataFolder: string;
  /** For the copy, the configuration and the log. It is there already. */
  readonly workFolder: string;
  /** The port that the user named; null takes the default one, or any free one. */
  readonly port: number | null;
}

/** @throws CarnivalError when the named port is taken, or Prometheus cannot read the data: its log says why */
export async function reopen({
  start,
  command,
  dataFolder,
  workFolder,
  port,
}: ReopenOptions): Promise<RunPrometheus> {
  const folder = join(workFolder, 'prometheus');
  const copy = join(folder, 'data');
  await copyData(dataFolder, copy);
  await rm(join(copy, 'lock'), { force: true });
  return startPrometheus({
    ...{ start, command, folder, port },
    logFile: join(workFolder, 'prometheus.log'),
    // A label of what is scraped: nothing is.
    runId: 'reopened',
    targets: [],
    readOnly: true,
  });
}
