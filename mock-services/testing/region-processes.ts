/** Real regions for tests: processes of `dist/shop.js`, asked over HTTP. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegionSettings } from '../region-settings.ts';
import { ADMIN_TOKEN, SETTINGS } from './test-shop.ts';

const SHOP = 'dist/shop.js';

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
export interface Spawned {
  readonly child: ChildProcess;
  readonly firstLine: Promise<string>;
  readonly ended: Promise<Ended>;
}
export interface RegionProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly line: { readonly region: string; readonly url: string; readonly pid: number };
  readonly ended: Promise<Ended>;
}

/** The processes of one test, in a folder of its own. `close` removes everything. */
export class RegionProcesses {
  readonly dir: string;
  readonly #spawned: Spawned[] = [];

  /** @throws Error when the shop is not built */
  constructor() {
    if (!existsSync(SHOP)) throw new Error(`${SHOP} is missing: run npm run build.`);
    this.dir = mkdtempSync(join(tmpdir(), 'carnival-regions-'));
  }

  args(settings: Partial<RegionSettings> = {}, { region = 'east', port = 0 } = {}): string[] {
    const file = join(this.dir, `${region}.json`);
    writeFileSync(file, JSON.stringify({ ...SETTINGS, ...settings }));
    const data = join(this.dir, region);
    return ['--region', region, '--port', String(port), '--data', data, '--settings', file];
  }

  spawn(args: readonly string[]): Spawned {
    const child = spawn(process.execPath, [SHOP, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CARNIVAL_ADMIN_TOKEN: ADMIN_TOKEN },
    });
    let stdout = '';
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += chunk));
    const ended = once(child, 'close').then(([exitCode]) => ({
      exitCode: exitCode as number | null,
      stdout,
      stderr,
    }));
    const firstLine = new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (chunk) => {
        stdout += chunk;
        if (stdout.includes('\n')) resolve(stdout.slice(0, stdout.indexOf('\n')));
      });
      ended.then(() => reject(new Error(`The shop ended before it listened: ${stderr}`)));
    });
    // A caller that does not wait for the line waits for the end of the process instead.
    firstLine.catch(() => undefined);
    const spawned = { child, ended, firstLine };
    this.#spawned.push(spawned);
    return spawned;
  }

  /** Starts a region on its data directory, which is created if it is missing. */
  async start(settings: Partial<RegionSettings> = {}, region = 'east'): Promise<RegionProcess> {
    const { child, ended, firstLine } = this.spawn(this.args(settings, { region }));
    const line = JSON.parse(await firstLine);
    return { child, url: line.url, line, ended };
  }

  async close(): Promise<void> {
    for (const { child } of this.#spawned) {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    }
    await Promise.all(this.#spawned.map(({ ended }) => ended));
    rmSync(this.dir, { recursive: true });
  }
}

export interface Write {
  readonly path: string;
  readonly body: object;
  readonly key: string;
  /** The shopper. Each gets an address and a device of its own, as behind a load balancer. */
  readonly shopper: string;
}
export interface Answered {
  readonly status: number;
  readonly replayed: boolean;
  readonly text: string;
}

export async function sendWrite(url: string, { path, body, key, shopper }: Write): Promise<Answered> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      'x-forwarded-for': addressOf(shopper),
      'x-device-id': shopper,
    },
    body: JSON.stringify(body),
  });
  const replayed = answer.headers.get('idempotency-replayed') === 'true';
  return { status: answer.status, replayed, text: await answer.text() };
}

/** Sends a limited number at a time; answers come in the order of sending. */
export async function sendAll<Item>(
  items: readonly Item[],
  clients: number,
  send: (item: Item) => Promise<Answered>,
): Promise<Answered[]> {
  const answers: Answered[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) answers[index] = await send(items[index]!);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return answers;
}

export async function askAdmin<Answer>(url: string, path: string, body?: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' };
  const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(url + path, { headers, ...post });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

const addresses = new Map<string, string>();
const ADDRESSES_A_PART = 250;

/** One of 250³ addresses in 10.0.0.0/8 (RFC 1918), the same for the same shopper. */
function addressOf(shopper: string): string {
  const known = addresses.get(shopper);
  if (known !== undefined) return known;
  const n = addresses.size;
  const part = (each: number): number => 1 + (Math.floor(each) % ADDRESSES_A_PART);
  const address = `10.${part(n / ADDRESSES_A_PART ** 2)}.${part(n / ADDRESSES_A_PART)}.${part(n)}`;
  addresses.set(shopper, address);
  return address;
}
