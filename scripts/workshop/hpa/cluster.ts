/** A cluster without nodes: etcd, kube-apiserver, and of all controllers only the autoscaler's. Loopback only. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { lastLines, startChild } from '../../machine/processes/child.ts';
import type { Keeper } from '../../machine/processes/keeper.ts';
import { LOOPBACK } from '../../machine/processes/ports.ts';
import type { ControllerSettings } from '../../scale-out/hpa-spec.ts';

export type Json = Readonly<Record<string, unknown>>;

/** @returns the body; throws unless the API server answers with success */
export type Ask = <Answer = Json>(
  method: string,
  path: string,
  body?: Json,
  type?: string,
) => Promise<Answer>;

export interface Cluster {
  readonly ask: Ask;
  /** The controller's own log, a JSON object a line. */
  readonly log: string;
  /** Certificate and key of the API server, which anybody here may use. */
  readonly certificate: { readonly cert: Buffer; readonly key: Buffer };
  startController(settings: ControllerSettings): Promise<void>;
}

interface Ports {
  readonly etcd: number;
  readonly peer: number;
  readonly api: number;
}

const READY_MS = 60_000;
const POLL_MS = 200;

export async function startCluster(
  keeper: Keeper,
  tools: string,
  folder: string,
  ports: Ports,
): Promise<Cluster> {
  const log = (name: string): string => join(folder, `${name}.log`);
  const start = (name: string, command: string, args: Readonly<Record<string, string>>) =>
    startChild(keeper, {
      name,
      command: join(tools, command),
      args: Object.entries(args).map(([flag, value]) => `--${flag}=${value}`),
      logFile: log(name),
    });
  const token = randomBytes(16).toString('hex');
  const files = {
    tokens: join(folder, 'tokens.csv'),
    keys: join(folder, 'keys.pem'),
    config: join(folder, 'config'),
  };
  await writeFile(files.tokens, `${token},admin,1,system:masters\n`);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await writeFile(files.keys, privateKey.export({ type: 'pkcs1', format: 'pem' }));
  const url = `https://${LOOPBACK}:${ports.api}`;
  await writeFile(files.config, kubeconfig(url, token));
  const etcd = `http://${LOOPBACK}:${ports.etcd}`;
  const peer = `http://${LOOPBACK}:${ports.peer}`;
  await start('etcd', 'server', {
    'data-dir': join(folder, 'etcd'),
    'listen-client-urls': etcd,
    'advertise-client-urls': etcd,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
    'initial-cluster': `default=${peer}`,
    'unsafe-no-fsync': 'true',
  });
  await start('kube-apiserver', 'kube-apiserver', {
    'etcd-servers': etcd,
    'bind-address': LOOPBACK,
    'advertise-address': LOOPBACK,
    'secure-port': String(ports.api),
    'cert-dir': join(folder, 'certificates'),
    'token-auth-file': files.tokens,
    'authorization-mode': 'RBAC',
    'service-account-issuer': url,
    'service-account-key-file': files.keys,
    'service-account-signing-key-file': files.keys,
    'service-cluster-ip-range': '10.0.0.0/24',
    'endpoint-reconciler-type': 'none',
    'disable-admission-plugins': 'ServiceAccount',
  });
  const ask = asker(url, token);
  await until('kube-apiserver', log('kube-apiserver'), () => ask('GET', '/readyz'));
  const [cert, key] = await Promise.all(
    ['apiserver.crt', 'apiserver.key'].map((name) => readFile(join(folder, 'certificates', name))),
  );
  return {
    ask,
    log: log('kube-controller-manager'),
    certificate: { cert: cert!, key: key! },
    startController: async (settings) => {
      const seconds = (value: number): string => `${value}s`;
      await start('kube-controller-manager', 'kube-controller-manager', {
        kubeconfig: files.config,
        controllers: 'horizontal-pod-autoscaler-controller',
        'leader-elect': 'false',
        'secure-port': '0',
        'logging-format': 'json',
        v: '4',
        'concurrent-horizontal-pod-autoscaler-syncs': '30',
        'kube-api-qps': '500',
        'kube-api-burst': '1000',
        'horizontal-pod-autoscaler-sync-period': seconds(settings.syncSeconds),
        'horizontal-pod-autoscaler-tolerance': String(settings.tolerance),
        'horizontal-pod-autoscaler-downscale-stabilization': seconds(settings.downscaleStabilizationSeconds),
        'horizontal-pod-autoscaler-cpu-initialization-period': seconds(settings.cpuInitializationSeconds),
        'horizontal-pod-autoscaler-initial-readiness-delay': seconds(settings.initialReadinessDelaySeconds),
      });
    },
  };
}

const kubeconfig = (server: string, token: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'here', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'here', context: { cluster: 'here', user: 'admin' } }],
    'current-context': 'here',
  });

function asker(url: string, token: string): Ask {
  // It signed its own certificate a moment ago.
  const dispatcher = new Agent({ connections: 16, connect: { rejectUnauthorized: false } });
  return async <Answer>(method: string, path: string, body?: Json, type = 'application/json') => {
    const answer = await request(url + path, {
      dispatcher,
      method: method as 'GET',
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': type },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
    return (text.startsWith('{') ? JSON.parse(text) : {}) as Answer;
  };
}

/** Asks again and again until it does not fail. */
export async function until(name: string, log: string, look: () => Promise<unknown>): Promise<void> {
  const endMs = performance.now() + READY_MS;
  for (;;) {
    try {
      await look();
      return;
    } catch (error) {
      if (performance.now() > endMs)
        throw new Error(`${name} is not ready: ${(error as Error).message}\n${await lastLines(log, 8)}`);
      await sleep(POLL_MS);
    }
  }
}
