/** Records traces of the real autoscaler: all scenarios at once, one namespace each. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startKeeper } from '../../machine/processes/keeper.ts';
import { isFree } from '../../machine/processes/ports.ts';
import type { ControllerSettings } from '../../scale-out/hpa-spec.ts';
import { say } from '../../text/terminal.ts';
import { startCluster, until } from './cluster.ts';
import { follow, type SyncSeen, syncReader } from './controller-log.ts';
import { drive } from './drive.ts';
import { metricsAnswer, registerMetrics, type Served, serveMetrics } from './metrics-api.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Trace } from './trace.ts';

/** Short enough for traces of a minute and a half. No window or period ends when a sync comes: syncs take 2 s and a little. */
const SETTINGS: ControllerSettings = {
  syncSeconds: 2,
  tolerance: 0.1,
  downscaleStabilizationSeconds: 9,
  cpuInitializationSeconds: 21,
  initialReadinessDelaySeconds: 5,
};
/** So that not all autoscalers sync at the same moment. */
const APART_MS = 85;
/** The controller may take a while to begin. */
const PATIENCE_MS = 20_000;
const FIRST_PORT = 21_379;

interface Options {
  /** The folder of the three tools. */
  readonly tools: string;
  /** Empty: for data and logs. */
  readonly folder: string;
  readonly kubernetes: string;
  readonly only: readonly string[];
  readonly into: string;
}

export async function recordAll({ tools, folder, kubernetes, only, into }: Options): Promise<void> {
  const scenarios = SCENARIOS.filter(({ name }) => only.length === 0 || only.includes(name));
  const keeper = await startKeeper();
  let ended = false;
  try {
    const cluster = await startCluster(keeper, tools, folder, await freePorts());
    const served = new Map<string, Served>(
      scenarios.map(({ name }) => [name, { resources: null, custom: new Map(), external: null }]),
    );
    const metrics = await serveMetrics(cluster, served);
    await registerMetrics(cluster.ask, metrics.port);
    await until('the metrics API', cluster.log, () => metricsAnswer(cluster.ask));
    await cluster.startController(SETTINGS);
    const { next, push } = mailbox();
    const read = syncReader();
    const following = follow(
      cluster.log,
      (line) => {
        const sync = read(line);
        if (sync) push(sync);
      },
      () => ended,
    );
    say(process.stderr, `recording ${scenarios.length} traces`);
    await mkdir(into, { recursive: true });
    const traces = scenarios.map(async (scenario, i) => {
      await sleep(i * APART_MS);
      const driven = await drive(scenario, { ask: cluster.ask, served, next });
      const { name, about } = scenario;
      const trace: Trace = { name, about, kubernetes, settings: SETTINGS, ...driven };
      await writeFile(join(into, `${name}.json`), printed(trace));
      say(process.stderr, `${name}: ${driven.syncs.map(({ replicas }) => replicas).join(' ')}`);
    });
    const failed = (await Promise.allSettled(traces)).filter(({ status }) => status === 'rejected');
    ended = true;
    await following;
    metrics.close();
    for (const { reason } of failed as readonly PromiseRejectedResult[])
      say(process.stderr, (reason as Error).message);
    if (failed.length > 0) process.exitCode = 1;
  } finally {
    ended = true;
    await keeper.close();
  }
}

/** One sync a line, so that a difference is seen at a glance. */
const printed = ({ syncs, ...rest }: Trace): string =>
  `${JSON.stringify(rest, null, 2).slice(0, -2)},\n  "syncs": [\n${syncs.map((sync) => `    ${JSON.stringify(sync)}`).join(',\n')}\n  ]\n}\n`;

async function freePorts() {
  const found: number[] = [];
  for (let port = FIRST_PORT; found.length < 3; port++) if (await isFree(port)) found.push(port);
  const [etcd, peer, api] = found as [number, number, number];
  return { etcd, peer, api };
}

/** Syncs by namespace, for whoever waits for the next one. */
function mailbox() {
  const waiting = new Map<string, (sync: SyncSeen) => void>();
  const kept = new Map<string, SyncSeen[]>();
  return {
    push: (sync: SyncSeen): void => {
      const take = waiting.get(sync.namespace);
      waiting.delete(sync.namespace);
      if (take) take(sync);
      else kept.set(sync.namespace, [...(kept.get(sync.namespace) ?? []), sync]);
    },
    next: (namespace: string): Promise<SyncSeen> => {
      const first = kept.get(namespace)?.shift();
      if (first) return Promise.resolve(first);
      return new Promise((resolve, reject) => {
        const giveUp = () => reject(new Error(`${namespace}: no sync for ${PATIENCE_MS / 1000} s`));
        const timer = setTimeout(giveUp, PATIENCE_MS);
        waiting.set(namespace, (sync) => {
          clearTimeout(timer);
          resolve(sync);
        });
      });
    },
  };
}
