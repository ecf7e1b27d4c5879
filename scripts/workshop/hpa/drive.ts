/** Drives one autoscaler through its scenario, and writes down what it was given and what it did at each sync. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask, Json } from './cluster.ts';
import type { SyncSeen } from './controller-log.ts';
import { FakePods, milli, nameOf, requestMilli, timeOf } from './fake-pods.ts';
import type { Served } from './metrics-api.ts';
import type { Scenario, World } from './scenario.ts';
import type { RecordedSync } from './trace.ts';

/** Its status is written right after the decision. */
const STATUS_MS = 250;
/** The controller hears of pods through a watch. What changed so shortly before a sync may not have reached it. */
const WATCH_MS = 200;
const SAMPLE_WINDOW_SECONDS = 3;
const PATCH = 'application/merge-patch+json';

export interface Driven {
  readonly manifest: Json;
  /** As the API server gives it back. */
  readonly spec: Json;
  readonly syncs: readonly RecordedSync[];
}

export interface Stage {
  readonly ask: Ask;
  readonly served: Map<string, Served>;
  /** The next sync of this namespace. */
  next(namespace: string): Promise<SyncSeen>;
}

type Metric = Readonly<Record<string, unknown>>;
/** What the autoscaler is given at its next sync. */
type Given = Pick<RecordedSync, 'specReplicas' | 'statusReplicas' | 'pods' | 'valuesMilli'>;
interface Hpa {
  readonly spec: Json & { readonly metrics: readonly Metric[] };
  readonly status: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason: string;
    }[];
  };
}

export async function drive(scenario: Scenario, { ask, served, next }: Stage): Promise<Driven> {
  const { name: namespace, spec, syncs: count } = scenario;
  const manifest = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, ...spec },
  };
  await ask('POST', '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
  const hpas = `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`;
  await ask('POST', deployments, deployment(scenario.replicas));
  const target = `${deployments}/web`;
  const pods = new FakePods(ask, scenario);
  const beganSeconds = Math.floor(Date.now() / 1000);
  // Dry: the defaults are the API server's, and the autoscaler begins once all else is there.
  const { spec: defaulted } = await ask<Hpa>('POST', `${hpas}?dryRun=All`, manifest);

  const prepare = async (sync: number, told: number): Promise<Given> => {
    const specReplicas = scenario.byHand?.(sync) ?? told;
    if (specReplicas !== told)
      await ask('PATCH', `${target}/scale`, { spec: { replicas: specReplicas } }, PATCH);
    const nowSeconds = Math.floor(Date.now() / 1000);
    await pods.become(specReplicas, sync, nowSeconds);
    const statusReplicas = Math.max(0, specReplicas - (scenario.lagging?.(sync) ?? 0));
    await ask('PATCH', `${target}/status`, { status: { replicas: statusReplicas } }, PATCH);
    const ready = pods.all.filter(({ state }) => state.ready === true).length;
    const world = { sync, ready, replicas: specReplicas };
    const measured = measure(scenario, defaulted.metrics, world, pods, nowSeconds);
    served.set(namespace, measured.served);
    const seen = pods.all.map((pod, i) => ({
      ...pods.seen(pod, beganSeconds),
      samplesMilli: measured.samples[i]!,
      sampledSeconds: nowSeconds - beganSeconds,
      sampleWindowSeconds: SAMPLE_WINDOW_SECONDS,
      requestsMilli: defaulted.metrics.map(requestMilli),
    }));
    return { specReplicas, statusReplicas, pods: grouped(seen), valuesMilli: measured.valuesMilli };
  };

  const recorded: RecordedSync[] = [];
  let given = await prepare(0, scenario.replicas);
  await ask('POST', hpas, manifest);
  let preparedMs = 0;
  while (recorded.length < count) {
    const { atMs, writeMs } = await next(namespace);
    if (atMs < preparedMs + WATCH_MS)
      throw new Error(`${namespace}: sync ${recorded.length} came before all was ready for it; record again`);
    await sleep(STATUS_MS);
    const [hpa, scaled] = await Promise.all([
      ask<Hpa>('GET', `${hpas}/web`),
      ask<{ readonly spec: { readonly replicas: number } }>('GET', target),
    ]);
    const { replicas } = scaled.spec;
    const conditions = Object.fromEntries(
      (hpa.status.conditions ?? []).map(({ type, status, reason }) => [
        type,
        { status: status === 'True', reason },
      ]),
    );
    recorded.push({
      atSeconds: round(atMs / 1000 - beganSeconds),
      writeSeconds: round(writeMs / 1000),
      ...given,
      replicas,
      conditions,
    });
    given = await prepare(recorded.length, replicas);
    preparedMs = Date.now();
  }
  await ask('DELETE', `${hpas}/web`);
  return { manifest, spec: defaulted, syncs: recorded };
}

const round = (seconds: number): number => Math.round(seconds * 1e6) / 1e6;

const deployment = (replicas: number): Json => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'app', image: 'none' }] },
    },
  },
});

/** Pods that are alike, counted. */
function grouped<Pod extends object>(pods: readonly Pod[]): readonly (Pod & { readonly count: number })[] {
  const groups = new Map<string, { count: number; pod: Pod }>();
  for (const pod of pods) {
    const key = JSON.stringify(pod);
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { count: 1, pod });
  }
  return [...groups.values()].map(({ count, pod }) => ({ count, ...pod }));
}

/** The same figures twice: as the metrics APIs serve them, and as they are recorded. */
function measure(
  scenario: Scenario,
  metrics: readonly Metric[],
  world: World,
  { all }: FakePods,
  nowSeconds: number,
) {
  const { sync } = world;
  const timestamp = timeOf(nowSeconds);
  const isResource = ({ type }: Metric): boolean => type === 'Resource' || type === 'ContainerResource';
  const resourcesFail = metrics.some((metric, i) => isResource(metric) && scenario.fails?.(sync, i));
  const samples = all.map(({ index }) =>
    metrics.map((metric, i) => {
      const fails = isResource(metric) ? resourcesFail : scenario.fails?.(sync, i);
      return metric.type === 'Object' || metric.type === 'External' || fails
        ? null
        : (scenario.sampleMilli?.(world, i, index) ?? null);
    }),
  );
  const valuesMilli = metrics.map(({ type }, i) =>
    type === 'Object' || type === 'External' ? (scenario.valueMilli?.(world, i) ?? null) : null,
  );
  const resources = all.flatMap((pod, p) => {
    const usage = Object.fromEntries(
      metrics.flatMap((metric, i) => {
        const value = samples[p]![i]!;
        return isResource(metric) && value !== null ? [[resourceOf(metric), milli(value)]] : [];
      }),
    );
    const idle = Object.fromEntries(Object.keys(usage).map((resource) => [resource, '0']));
    const containers = [
      { name: 'app', usage },
      { name: 'helper', usage: idle },
    ];
    const metadata = { name: nameOf(pod), namespace: scenario.name, labels: { app: 'web' } };
    const window = `${SAMPLE_WINDOW_SECONDS}s`;
    return Object.keys(usage).length > 0 ? [{ metadata, timestamp, window, containers }] : [];
  });
  const custom = new Map<string, readonly Json[] | null>();
  for (const [i, metric] of metrics.entries()) {
    if (metric.type === 'Pods') {
      const items = all.flatMap((pod, p) => {
        const value = samples[p]![i]!;
        const describedObject = {
          kind: 'Pod',
          name: nameOf(pod),
          namespace: scenario.name,
          apiVersion: '/v1',
        };
        return value === null
          ? []
          : [{ describedObject, metric: { name: metricName(metric) }, timestamp, value: milli(value) }];
      });
      custom.set(`pods/${metricName(metric)}`, items);
    }
    if (metric.type === 'Object' && valuesMilli[i] != null) {
      const describedObject = { kind: 'Service', name: 'shop', namespace: scenario.name, apiVersion: '/v1' };
      custom.set(`services/${metricName(metric)}`, [
        { describedObject, metric: { name: metricName(metric) }, timestamp, value: milli(valuesMilli[i]!) },
      ]);
    }
  }
  return {
    samples,
    valuesMilli,
    served: {
      resources: resourcesFail ? null : resources,
      custom,
      external: externalItems(metrics, valuesMilli, timestamp),
    },
  };
}

const resourceOf = (metric: Metric): string =>
  ((metric.resource ?? metric.containerResource) as { readonly name: string }).name;
const metricName = (metric: Metric): string =>
  ((metric.pods ?? metric.object ?? metric.external) as { readonly metric: { readonly name: string } }).metric
    .name;

/** Two series, which the autoscaler adds up. A scenario has at most one external metric. */
function externalItems(
  metrics: readonly Metric[],
  valuesMilli: readonly (number | null)[],
  timestamp: string,
): readonly Json[] | null {
  const which = metrics.findIndex(({ type }) => type === 'External');
  const value = valuesMilli[which] ?? null;
  if (value === null) return null;
  const half = Math.floor(value / 2);
  const metricOf = metricName(metrics[which]!);
  return [half, value - half].map((part, i) => ({
    metricName: metricOf,
    metricLabels: { part: String(i) },
    timestamp,
    value: milli(part),
  }));
}
