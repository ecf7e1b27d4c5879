/** A balancer for tests: itself, its replicas and a made-up region listen in this process. */
import { createServer, type RequestListener, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { Pool } from 'undici';
import type { ReplicaSettings } from '../../../scenarios/targets/mock-shop/replicas.ts';
import type { ReplicasAnswer } from '../admin.ts';
import { buildBalancer } from '../balancer.ts';
import { CLIENT, HOST, SERVER } from '../connections.ts';
import { replicaListener } from '../replica.ts';

export const TOKEN = 'a-token-of-a-test';
export const SETTINGS: ReplicaSettings = { count: 1, countMax: 4, atOnce: 2, serviceMs: 1 };

const servers: Server[] = [];
const pools: Pool[] = [];
export async function closeAll(): Promise<void> {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
  for (const pool of pools.splice(0)) await pool.destroy();
}

async function listening(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(SERVER, listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  return { server, url: `http://${HOST}:${(server.address() as AddressInfo).port}` };
}
function poolOf(url: string): Pool {
  const pool = new Pool(url, CLIENT);
  pools.push(pool);
  return pool;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}
export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly signal?: AbortSignal;
}

/** @param region answers what reaches it; it is told the body */
export async function startBalancer(
  settings: Partial<ReplicaSettings> = {},
  region: (...args: [...Parameters<RequestListener>, Buffer]) => void = (_request, response) =>
    void response.end('here'),
) {
  const reached: { url: string; headers: NodeJS.Dict<string | string[]>; body: Buffer }[] = [];
  const own = await listening(async (incoming, response) => {
    const body = await buffer(incoming);
    reached.push({ url: incoming.url!, headers: incoming.headers, body });
    region(incoming, response, body);
  });
  const told: string[] = [];
  const replicas: { server: Server }[] = [];
  const balancer = buildBalancer(
    { ...SETTINGS, ...settings },
    {
      ...{ region: 'east', adminToken: TOKEN, own: poolOf(own.url) },
      startReplica: (news) => {
        const started = listening(replicaListener(poolOf(own.url)));
        const end = async () => {
          const { server } = await started;
          server.close().closeAllConnections();
          news.exited();
        };
        started.then(({ server, url }) => {
          replicas.push({ server });
          news.readied(poolOf(url));
        });
        return { end, kill: end };
      },
      nowMs: () => performance.timeOrigin + performance.now(),
      random: () => 0.5,
      later: (ms, then) => {
        const timer = setTimeout(then, ms);
        return () => clearTimeout(timer);
      },
      tell: ({ event, replica, replicas: count }) => void told.push(`${event} ${replica ?? count}`),
    },
  );
  const front = await listening(balancer.listener);
  const call = (
    path: string,
    { method = 'GET', headers = {}, body, signal }: Asked = {},
  ): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const asked = request(
        // As it is: a URL would have no room for the path `*`.
        {
          host: HOST,
          port: new URL(front.url).port,
          path,
          method,
          headers,
          agent: false,
          ...(signal === undefined ? {} : { signal }),
        },
        async (response) =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            body: await text(response),
          }),
      );
      asked.on('error', reject);
      asked.end(body);
    });
  const admin = (replicasWanted?: unknown, authorization = `Bearer ${TOKEN}`) =>
    call('/admin/replicas', {
      headers: { authorization },
      ...(replicasWanted === undefined
        ? {}
        : { method: 'PUT', body: JSON.stringify({ replicas: replicasWanted }) }),
    });
  return {
    ...{ call, admin, reached, told, replicas },
    ownServer: own.server,
    begin: balancer.begin,
    now: (): ReplicasAnswer => balancer.now(),
  };
}
