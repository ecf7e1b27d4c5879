/** The shop's process, as `npm run build` bundles it: its word on stdout, its end, and what a kill -9 leaves. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ledger } from './audit/domain.ts';
import type { RegionSettings } from './region-settings.ts';
import { ADMIN_TOKEN, SETTINGS } from './testing.ts';

const SHOP = 'dist/shop.js';
/** As many ids as the audit takes at once. */
const AUDIT_IDS_MAX = 10_000;

let dir: string;
let running: ChildProcess[];
beforeAll(() => {
  if (!existsSync(SHOP)) throw new Error(`${SHOP} is missing. Hint: npm run build.`);
});
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'carnival-region-'));
  running = [];
});
afterEach(async () => {
  for (const child of running)
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  rmSync(dir, { recursive: true });
});

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
interface Region {
  readonly child: ChildProcess;
  readonly url: string;
  readonly line: { region: string; url: string; pid: number };
  readonly ended: Promise<Ended>;
}

function spawnShop(args: readonly string[]): {
  child: ChildProcess;
  ended: Promise<Ended>;
  firstLine: Promise<string>;
} {
  const child = spawn(process.execPath, [SHOP, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CARNIVAL_ADMIN_TOKEN: ADMIN_TOKEN },
  });
  running.push(child);
  let stdout = '';
  let stderr = '';
  child.stderr!.on('data', (chunk) => (stderr += chunk));
  const ended = once(child, 'close').then(([exitCode]) => ({
    exitCode: exitCode as number | null,
    stdout,
    stderr,
  }));
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', (chunk) => {
      stdout += chunk;
      if (stdout.includes('\n')) resolve(stdout.slice(0, stdout.indexOf('\n')));
    });
    ended.then(() => reject(new Error(`The shop ended before it listened: ${stderr}`)));
  });
  // Whoever does not wait for the line has waited for the end instead.
  firstLine.catch(() => undefined);
  return { child, ended, firstLine };
}

function argsFor(settings: Partial<RegionSettings> = {}, port = 0): string[] {
  const file = join(dir, 'settings.json');
  writeFileSync(file, JSON.stringify({ ...SETTINGS, ...settings }));
  return ['--region', 'east', '--port', String(port), '--data', join(dir, 'data'), '--settings', file];
}

async function startRegion(settings: Partial<RegionSettings> = {}): Promise<Region> {
  const { child, ended, firstLine } = spawnShop(argsFor(settings));
  const line = JSON.parse(await firstLine);
  return { child, url: line.url, line, ended };
}

const post = (url: string, body: object, key: string) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
const admin = async <Answer>(url: string, body?: object): Promise<Answer> => {
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' };
  const answer = await fetch(
    url,
    body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
  );
  return (await answer.json()) as Answer;
};

describe('a region’s process', () => {
  it('says where it listens in one JSON line, serves, and ends with 0 on SIGTERM', async () => {
    const region = await startRegion();
    expect(region.line).toEqual({
      region: 'east',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      pid: region.child.pid,
    });
    expect((await fetch(`${region.url}/home`)).status).toBe(200);
    expect(await (await fetch(`${region.url}/metrics`)).text()).toContain(
      'process_cpu_seconds_total{region="east"}',
    );
    region.child.kill('SIGTERM');
    const { exitCode, stdout, stderr } = await region.ended;
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });

  it('answers what is under way before it ends', async () => {
    const region = await startRegion({ faults: [{ step: 'home.view', kind: 'latency', value: 500 }] });
    const answer = fetch(`${region.url}/home`);
    await sleep(100);
    region.child.kill('SIGTERM');
    expect((await answer).status).toBe(200);
    expect((await region.ended).exitCode).toBe(0);
  });

  it('ends in spite of a request that hangs', async () => {
    const region = await startRegion({ faults: [{ step: 'home.view', kind: 'hang', value: 0 }] });
    const answer = expect(fetch(`${region.url}/home`)).rejects.toThrow();
    await sleep(100);
    region.child.kill('SIGTERM');
    await answer;
    expect((await region.ended).exitCode).toBe(0);
  });

  it('names the port that is in use, and ends with 1', async () => {
    const busy = createServer().listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const { port } = busy.address() as AddressInfo;
    const { exitCode, stdout, stderr } = await spawnShop(argsFor({}, port)).ended;
    busy.close();
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(new RegExp(`^shop: Port ${port} on 127\\.0\\.0\\.1 is in use.*\\n$`));
  });

  it.each([
    {
      what: 'a data directory that is a file',
      args: () => ['--data', join(dir, 'settings.json')],
      want: /Data directory ".*settings.json" cannot/,
    },
    {
      what: 'a settings file that is not there',
      args: () => ['--settings', join(dir, 'none.json')],
      want: /none.json/,
    },
    { what: 'no port', args: () => ['--port', '70000'], want: /--port "70000" is not a port/ },
    { what: 'no region', args: () => ['--region', ''], want: /--region, --data and --settings are needed/ },
    { what: 'an unknown option', args: () => ['--regoin', 'east'], want: /--regoin/ },
  ])('names $what, and ends with 1', async ({ args, want }) => {
    const { exitCode, stdout, stderr } = await spawnShop([...argsFor(), ...args()]).ended;
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(want);
    expect(stderr).toMatch(/^shop: /);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

/** Orders as fast as it can over some connections until the shop is gone; returns what was sent and what acknowledged. */
async function orderUntilGone(
  url: string,
  prefix: string,
): Promise<{ sent: string[]; acknowledged: string[] }> {
  const sent: string[] = [];
  const acknowledged: string[] = [];
  const connection = async (name: string): Promise<void> => {
    for (let n = 0; ; n += 1) {
      const order = `${prefix}-${name}-${n}`;
      sent.push(order);
      const body = { shopper: name, order, product: '1', quantity: 1 };
      const answer = await post(`${url}/orders`, body, order).catch(() => null);
      if (answer === null) return;
      if (answer.status === 201) acknowledged.push(order);
      await answer.arrayBuffer().catch(() => null);
    }
  };
  await Promise.all(Array.from({ length: 16 }, (_, index) => connection(`c${index}`)));
  return { sent, acknowledged };
}

describe.each(['process', 'power'] as const)('kill -9 under load, durability "%s"', (durability) => {
  it('loses no acknowledged order, and the books still agree', async () => {
    const settings = { durability, productStockPieces: 1_000_000 };
    const sent = new Set<string>();
    const acknowledged: string[] = [];
    for (const round of ['r1', 'r2', 'r3']) {
      const region = await startRegion(settings);
      const load = orderUntilGone(region.url, round);
      await sleep(700);
      region.child.kill('SIGKILL');
      const result = await load;
      await region.ended;
      for (const id of result.sent) sent.add(id);
      acknowledged.push(...result.acknowledged);
    }
    const region = await startRegion(settings);
    const missing: string[] = [];
    for (let from = 0; from < acknowledged.length; from += AUDIT_IDS_MAX) {
      const ids = acknowledged.slice(from, from + AUDIT_IDS_MAX);
      missing.push(
        ...(await admin<{ missing: string[] }>(`${region.url}/admin/audit/orders`, { ids })).missing,
      );
    }
    const ledger = await admin<Ledger>(`${region.url}/admin/audit/ledger`);
    const { ids } = await admin<{ ids: string[] }>(`${region.url}/admin/audit/order-ids`);

    expect(acknowledged.length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
    expect(ids.filter((id) => !sent.has(id))).toEqual([]);
    expect(ledger.orders).toBeGreaterThanOrEqual(acknowledged.length);
    expect(ledger.orders).toBeLessThanOrEqual(sent.size);
    const stock = ledger.stock.find(({ product }) => product === '1')!;
    expect([stock.initialPieces, stock.soldPieces]).toEqual([1_000_000, ledger.orders]);

    const replay = await post(
      `${region.url}/orders`,
      { shopper: acknowledged[0]!.split('-')[1], order: acknowledged[0], product: '1', quantity: 1 },
      acknowledged[0]!,
    );
    expect([replay.status, replay.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    region.child.kill('SIGTERM');
    expect((await region.ended).exitCode).toBe(0);
  });
});
