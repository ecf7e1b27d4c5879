/**
 * The process of a balancer: `node dist/balancer.js --region east --port 0 --settings FILE.json --to URL-OF-THE-REGION`. Once its first
 * replicas are ready it prints where it listens; before and after, what becomes of its replicas.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { parseRegionSettings } from '../region-settings.ts';
import { type Balancer, buildBalancer } from './balancer.ts';
import { CLIENT, HOST, SERVER } from './connections.ts';
import { replicaStarter } from './start-replica.ts';

const USAGE = 'Usage: balancer --region NAME --port PORT [--or-any-port] --settings FILE.json --to URL';
/** Requests still open by then are cut off. */
const DRAIN_MS = 5000;
const IDLE_CLOSED_EVERY_MS = 50;
const READY_ASKED_EVERY_MS = 10;

async function main(): Promise<void> {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      ...{ region: string, port: string, settings: string, to: string },
      'or-any-port': { type: 'boolean' },
    },
  });
  const { region, port, settings, to, 'or-any-port': orAnyPort = false } = values;
  if (!region || !port || !settings || !to) throw new Error(USAGE);
  const { replicas } = parseRegionSettings(readFileSync(settings, 'utf8'), settings);
  if (replicas === undefined) throw new Error(`"${settings}" has no replicas.`);
  const balancer = buildBalancer(replicas, {
    region,
    adminToken: process.env.CARNIVAL_ADMIN_TOKEN || null,
    own: new Pool(to, CLIENT),
    startReplica: replicaStarter(join(dirname(fileURLToPath(import.meta.url)), 'replica.js'), to),
    // The wall clock as it was at the start: it never goes back, and has fractions.
    nowMs: () => performance.timeOrigin + performance.now(),
    random: Math.random,
    later: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    tell: (line) => console.log(JSON.stringify(line)),
  });
  balancer.begin();
  await untilReady(balancer, replicas.count);
  const server = createServer(SERVER, balancer.listener);
  const listening = await listen(server, Number(port), orAnyPort);
  console.log(JSON.stringify({ region, url: `http://${HOST}:${listening}`, pid: process.pid }));
  closeOnSignal(server);
}

async function untilReady({ now }: Balancer, count: number): Promise<void> {
  while (now().ready < count) await sleep(READY_ASKED_EVERY_MS);
}

function listen(server: Server, port: number, orAnyPort: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' || !orAnyPort) reject(error);
      else listen(server, 0, false).then(resolve, reject);
    });
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Its replicas end with the channels to them. */
function closeOnSignal(server: Server): void {
  const close = (): void => {
    server.close(() => process.exit(0));
    setInterval(() => server.closeIdleConnections(), IDLE_CLOSED_EVERY_MS).unref();
    setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
  };
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
}

main().catch((error: Error) => {
  console.error(`balancer: ${error.message}`);
  process.exit(1);
});
