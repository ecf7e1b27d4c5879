/** The process of the drill's autoscaler: `node dist/autoscaler.js SETTINGS.json`. It writes what it saw and set, a JSON line a sync. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { RUN_ID, SHOP_REPLICA } from '../../scenarios/metrics.ts';
import { isSuccess } from '../../scenarios/shop/http-status.ts';
import { REPLICAS_PATH } from '../../scenarios/targets/mock-shop/replicas.ts';
import { connectPrometheus, type Prometheus } from '../rehearsal/prometheus/query.ts';
import { replicasAnswer, requestReplicas } from '../rehearsal/replicas-client.ts';
import { say } from '../text/terminal.ts';
import { type AutoscalerPorts, DrillAutoscaler } from './autoscaler.ts';
import { AUTOSCALER_ENV, type AutoscalerLine, type AutoscalerSettings } from './autoscaler-settings.ts';
import type { BusySample } from './observe.ts';

const ANSWER_MS_MAX = 2000;
const MS_PER_SECOND = 1000;
/** Two scrapes lie in it, and one that is late. */
const SCRAPES = 2.5;
const EXIT_GONE = 1;

async function main(file: string): Promise<void> {
  const settings = JSON.parse(readFileSync(file, 'utf8')) as AutoscalerSettings;
  // Whoever would read it may be gone.
  process.stdout.on('error', () => undefined);
  const autoscaler = new DrillAutoscaler(settings, portsOf(settings));
  const everyMs = settings.controller.syncSeconds * MS_PER_SECOND;
  // By a clock that nobody sets, and without adding up how long syncs take.
  for (let dueMs = performance.now(); ; dueMs = Math.max(dueMs + everyMs, performance.now())) {
    await sleep(Math.max(0, dueMs - performance.now()));
    if (!(await autoscaler.sync())) {
      process.exitCode = EXIT_GONE;
      return;
    }
  }
}

function portsOf(settings: AutoscalerSettings): AutoscalerPorts {
  const { shopUrl, prometheusUrl, runId, scrapeSeconds } = settings;
  const env = (name: keyof typeof AUTOSCALER_ENV): string => process.env[AUTOSCALER_ENV[name]] ?? '';
  const prometheus = connectPrometheus(
    { url: prometheusUrl, user: env('prometheusUser'), password: env('prometheusPassword') },
    ANSWER_MS_MAX,
  );
  const ask = async (set: number | null): Promise<string> => {
    const { status, body } = await requestReplicas({
      ...{ url: shopUrl, adminToken: env('adminToken'), answerMsMax: ANSWER_MS_MAX, set },
    });
    if (!isSuccess(status)) throw new Error(`${REPLICAS_PATH}: HTTP ${status} ${body}`);
    return body;
  };
  const run = `${RUN_ID}=${JSON.stringify(runId)}`;
  return {
    nowMs: () => Date.now(),
    replicas: async () => replicasAnswer.parse(JSON.parse(await ask(null))),
    set: async (replicas) => void (await ask(replicas)),
    samples: (nowMs) => samplesAt(prometheus, run, scrapeSeconds, nowMs),
    isFiring: async (alerts, nowMs) =>
      (await prometheus.instant(`ALERTS{alertstate="firing",alertname=~"${alerts.join('|')}"}`, nowMs))
        .length > 0,
    tell: (line: AutoscalerLine) => say(process.stdout, JSON.stringify(line)),
  };
}

/** As metrics-server does it: what was used between the last two looks. */
async function samplesAt(
  prometheus: Prometheus,
  run: string,
  scrapeSeconds: number,
  nowMs: number,
): Promise<ReadonlyMap<string, BusySample>> {
  const series = `${SHOP_REPLICA.busySeconds}{${run}}`;
  const window = `${Math.round(SCRAPES * scrapeSeconds * MS_PER_SECOND)}ms`;
  const [shares, times] = await Promise.all([
    prometheus.instant(`irate(${series}[${window}])`, nowMs),
    prometheus.instant(`timestamp(${series})`, nowMs),
  ]);
  const atSeconds = new Map(times.map(({ labels, value }) => [labels.replica, value]));
  return new Map(
    shares.flatMap(({ labels: { replica = '' }, value }) => {
      const at = atSeconds.get(replica);
      // A replica that has ended is shown for the rest of the window.
      return at === undefined ? [] : [[replica, { share: value, atSeconds: at }] as const];
    }),
  );
}

await main(process.argv[2]!);
