/** The metrics APIs that the autoscaler asks, served by us and reached through the API server, as in a real cluster. */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { LOOPBACK } from '../../machine/processes/ports.ts';
import type { Ask, Cluster, Json } from './cluster.ts';

/** What the metrics APIs say about one namespace. Null: they fail. An empty list: they have nothing to say. */
export interface Served {
  readonly resources: readonly Json[] | null;
  /** By `pods/name` or `Service/name` of the metric. */
  readonly custom: ReadonlyMap<string, readonly Json[] | null>;
  readonly external: readonly Json[] | null;
}

const GROUPS = {
  'metrics.k8s.io': 'v1beta1',
  'custom.metrics.k8s.io': 'v1beta2',
  'external.metrics.k8s.io': 'v1beta1',
} as const;

export interface MetricsApi {
  readonly port: number;
  close(): void;
}

export async function serveMetrics(
  { certificate }: Pick<Cluster, 'certificate'>,
  served: ReadonlyMap<string, Served>,
): Promise<MetricsApi> {
  const server = createServer(certificate, ({ url = '/' }, response) => {
    const found = answer(url.split('?')[0]!.split('/').slice(2).map(decodeURIComponent), served);
    response.writeHead(found === null ? 500 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(found ?? { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 500 }));
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

/** `group/version/namespaces/name/…`; without a namespace it is discovery that asks. */
function answer(
  [group = '', version = '', , namespace, ...rest]: readonly string[],
  served: ReadonlyMap<string, Served>,
): Json | null {
  const groupVersion = `${group}/${version}`;
  if (namespace === undefined)
    return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: resourcesOf(group) };
  const { resources, custom, external } = served.get(namespace)!;
  if (group === 'metrics.k8s.io') return list('PodMetricsList', groupVersion, resources);
  if (group === 'external.metrics.k8s.io') return list('ExternalMetricValueList', groupVersion, external);
  const [plural = '', , name = ''] = rest;
  return list('MetricValueList', groupVersion, custom.get(`${plural}/${name}`) ?? null);
}

const list = (kind: string, apiVersion: string, items: readonly Json[] | null): Json | null =>
  items === null ? null : { kind, apiVersion, metadata: {}, items };

const resourcesOf = (group: string): readonly Json[] =>
  group === 'metrics.k8s.io'
    ? [{ name: 'pods', singularName: '', namespaced: true, kind: 'PodMetrics', verbs: ['get', 'list'] }]
    : [];

/** Tells the API server where the metrics APIs are: at a name that stands for this machine. */
export async function registerMetrics(ask: Ask, port: number): Promise<void> {
  await ask('POST', '/api/v1/namespaces/default/services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'metrics' },
    spec: { type: 'ExternalName', externalName: 'localhost' },
  });
  for (const [group, version] of Object.entries(GROUPS)) {
    await ask('POST', '/apis/apiregistration.k8s.io/v1/apiservices', {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `${version}.${group}` },
      spec: {
        group,
        version,
        groupPriorityMinimum: 100,
        versionPriority: 100,
        insecureSkipTLSVerify: true,
        service: { namespace: 'default', name: 'metrics', port },
      },
    });
  }
}

/** Fails until the API server passes questions on. */
export async function metricsAnswer(ask: Ask): Promise<void> {
  for (const [group, version] of Object.entries(GROUPS)) await ask('GET', `/apis/${group}/${version}`);
  const { groups } = await ask<{ readonly groups: readonly { readonly name: string }[] }>('GET', '/apis');
  const missing = Object.keys(GROUPS).filter((group) => !groups.some(({ name }) => name === group));
  if (missing.length > 0) throw new Error(`not registered: ${missing.join(', ')}`);
}
