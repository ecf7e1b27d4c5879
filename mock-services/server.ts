/**
 * The process of one region: `node dist/shop.js --region east --port 0 --data DIR --settings FILE.json`. It prints where it listens,
 * so that nobody has to guess a free port for it.
 */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { buildShop } from './app.ts';
import { loopDelay } from './platform/pressure.ts';
import { parseRegionSettings } from './region-settings.ts';

const HOST = '127.0.0.1';
const PORT_MAX = 65_535;
/** Requests still open by then are cut off: the clients of a rehearsal give up after seconds anyway. */
const DRAIN_MS = 5_000;
const IDLE_CLOSED_EVERY_MS = 50;
const USAGE =
  'Usage: shop --region NAME --port PORT [--or-any-port] --data DIR --settings FILE.json [--campaign-waits]';

interface Options {
  readonly region: string;
  readonly port: number;
  /** If the port is taken, any free one will do. */
  readonly orAnyPort: boolean;
  readonly data: string;
  readonly settings: string;
  readonly campaignWaits: boolean;
}

async function main(): Promise<void> {
  const { region, port, orAnyPort, data, settings, campaignWaits } = parseOptions(process.argv.slice(2));
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { app } = await buildShop(parseRegionSettings(readFileSync(settings, 'utf8'), settings), {
    region,
    dataDir: data,
    adminToken: process.env.CARNIVAL_ADMIN_TOKEN || null,
    campaignWaits,
    nowMs: Date.now,
    random: Math.random,
    sleep: (ms) => sleep(ms),
    loopDelay: loopDelay(),
    registry,
    reportError,
  });
  await listen(app, port, orAnyPort);
  const { port: actualPort } = app.server.address() as AddressInfo;
  console.log(JSON.stringify({ region, url: `http://${HOST}:${actualPort}`, pid: process.pid }));
  closeOnSignal(app);
}

/** @throws Error with the usage when an option is missing, unknown or out of range. */
function parseOptions(args: string[]): Options {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      region: string,
      port: string,
      'or-any-port': { type: 'boolean' },
      data: string,
      settings: string,
      'campaign-waits': { type: 'boolean' },
    },
  });
  const { region, port = '0', data, settings } = values;
  if (!region || !data || !settings) throw new Error(`--region, --data and --settings are needed. ${USAGE}`);
  if (!/^\d+$/.test(port) || Number(port) > PORT_MAX) {
    throw new Error(`--port "${port}" is not a port (0 to ${PORT_MAX}, 0 for any free one). ${USAGE}`);
  }
  const { 'or-any-port': orAnyPort = false, 'campaign-waits': campaignWaits = false } = values;
  return { region, port: Number(port), orAnyPort, data, settings, campaignWaits };
}

async function listen(app: FastifyInstance, port: number, orAnyPort: boolean): Promise<void> {
  try {
    await app.listen({ host: HOST, port });
  } catch (error) {
    const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    if (isTaken && orAnyPort) return listen(app, 0, false);
    await app.close();
    if (!isTaken) throw error;
    throw new Error(
      `Port ${port} on ${HOST} is in use (EADDRINUSE). Take another, or --port 0 for any free one.`,
    );
  }
}

function closeOnSignal(app: FastifyInstance): void {
  let closing = false;
  const close = (): void => {
    if (closing) return;
    closing = true;
    // A busy connection would stay open for the client's next request. Close it after its answer instead.
    setInterval(() => app.server.closeIdleConnections(), IDLE_CLOSED_EVERY_MS).unref();
    setTimeout(() => app.server.closeAllConnections(), DRAIN_MS).unref();
    app.close().then(
      () => process.exit(0),
      (error: Error) => fail(error),
    );
  };
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
}

function reportError(error: Error): void {
  console.error(JSON.stringify({ at: new Date().toISOString(), error: error.stack ?? error.message }));
}

function fail(error: Error): void {
  console.error(`shop: ${error.message}`);
  process.exit(1);
}

main().catch(fail);
