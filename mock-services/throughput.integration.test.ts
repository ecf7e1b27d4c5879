/**
 * What the shop costs over a bare fastify route, in requests per CPU second of the server: a ratio of two processes measured
 * in turns, so that neither the machine's speed nor what else runs on it decides.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SETTINGS } from './testing.ts';

const ROUNDS = 3;
const ROUND_SECONDS = 1;
const CONNECTIONS = 64;

/** The project's target for reads. */
const READ_RATIO_MIN = 0.6;
/** A write parses and checks a body and commits a transaction: measured at 0.2 to 0.3 of a bare read. */
const WRITE_RATIO_MIN = 0.1;

const BARE = `
  import fastify from 'fastify';
  import { collectDefaultMetrics, register } from 'prom-client';
  collectDefaultMetrics();
  const app = fastify();
  app.get('/bare', async () => ({ hello: 'world' }));
  app.get('/metrics', () => register.metrics());
  console.log(JSON.stringify({ url: await app.listen({ host: '127.0.0.1', port: 0 }) }));
`;

let dir: string;
const children: ChildProcess[] = [];
let bareUrl: string;
let shopUrl: string;

async function start(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = await once(child.stdout!, 'data');
  return JSON.parse(String(line)).url;
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'carnival-throughput-'));
  const settings = join(dir, 'settings.json');
  writeFileSync(settings, JSON.stringify({ ...SETTINGS, products: 1000, productStockPieces: 1_000_000_000 }));
  bareUrl = await start(['--input-type=module', '--eval', BARE]);
  shopUrl = await start([
    'dist/shop.js',
    '--region',
    'east',
    '--data',
    join(dir, 'data'),
    '--settings',
    settings,
  ]);
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dir, { recursive: true });
});

async function cpuSeconds(base: string): Promise<number> {
  const metrics = await (await fetch(`${base}/metrics`)).text();
  return Number(/^process_cpu_seconds_total\S* (\S+)$/m.exec(metrics)![1]);
}

interface Cost {
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

async function load(base: string, options: Partial<autocannon.Options>): Promise<Cost> {
  const before = await cpuSeconds(base);
  const result = await autocannon({
    url: base,
    connections: CONNECTIONS,
    duration: ROUND_SECONDS,
    ...options,
  });
  expect([result.non2xx, result.errors]).toEqual([0, 0]);
  const requests = result.requests.total;
  return {
    perSecond: requests / result.duration,
    perCpuSecond: requests / ((await cpuSeconds(base)) - before),
  };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** Median over rounds of what the shop's requests cost against the bare route's, in turns; the first round warms up. */
async function ratioOf(name: string, options: Partial<autocannon.Options>): Promise<number> {
  const rounds: { bare: Cost; shop: Cost }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const bare = await load(bareUrl, { url: `${bareUrl}/bare` });
    const shop = await load(shopUrl, options);
    if (round > 0) rounds.push({ bare, shop });
  }
  const ratio = median(rounds.map(({ bare, shop }) => shop.perCpuSecond / bare.perCpuSecond));
  const shown = (cost: 'perSecond' | 'perCpuSecond', who: 'bare' | 'shop') =>
    Math.round(median(rounds.map((round) => round[who][cost])));
  console.log(
    `${name}: ${shown('perCpuSecond', 'shop')} requests a CPU second, bare ${shown('perCpuSecond', 'bare')}, ` +
      `ratio ${ratio.toFixed(2)}; ${shown('perSecond', 'shop')} and ${shown('perSecond', 'bare')} a second`,
  );
  return ratio;
}

it.each(['/search?q=shoe', '/products/7'])('reads %s at no less than 0.6 of a bare route', async (path) => {
  expect(await ratioOf(path, { url: `${shopUrl}${path}` })).toBeGreaterThanOrEqual(READ_RATIO_MIN);
});

it('commits orders at no less than 0.1 of a bare route’s reads', async () => {
  let orders = 0;
  const setupRequest = (request: autocannon.Request): autocannon.Request => {
    orders += 1;
    const body = {
      shopper: `s${orders}`,
      order: `o${orders}`,
      product: String((orders % 1000) + 1),
      quantity: 1,
    };
    return {
      ...request,
      headers: { 'content-type': 'application/json', 'idempotency-key': `k${orders}` },
      body: JSON.stringify(body),
    };
  };
  const ratio = await ratioOf('POST /orders', {
    requests: [{ method: 'POST', path: '/orders', setupRequest }],
  });
  expect(ratio).toBeGreaterThanOrEqual(WRITE_RATIO_MIN);
});
