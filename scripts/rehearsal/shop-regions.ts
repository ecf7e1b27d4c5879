/** The embedded shop: one process a region, started, found listening, and started again on its data when it has died. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { regionSettings, scaledShop } from '../../mock-services/region-settings.ts';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { type Child, lastLines, startChild } from '../machine/processes/child.ts';
import type { Keeper } from '../machine/processes/keeper.ts';
import { DEFAULT_PORT, freePort, requirePort } from '../machine/processes/ports.ts';
import { projectRoot } from '../machine/project-root.ts';

const LISTEN_LIMIT_MS = 15_000;
const LISTEN_PAUSE_MS = 20;
const LOG_TAIL_LINES = 5;

export interface ShopRegion {
  readonly region: string;
  readonly url: string;
  readonly child: Child;
}
export interface ShopOptions {
  readonly keeper: Keeper;
  readonly plan: Plan;
  /** Where settings, logs and data of all regions go. */
  readonly folder: string;
  readonly adminToken: string;
  /** The first region's port; the others follow. `null`: the default ones if they are free, else the next. */
  readonly port: number | null;
}

/** @throws Error with the log's last lines when a region does not come up, or when a port that was named is taken */
export async function startShop(options: ShopOptions): Promise<readonly ShopRegion[]> {
  const taken: number[] = [];
  const regions: ShopRegion[] = [];
  for (const [i, { name }] of options.plan.regions.entries()) {
    const port = await portFor(options.port, i, taken);
    taken.push(port);
    regions.push(await startRegion(options, name, port));
  }
  return regions;
}

async function portFor(named: number | null, index: number, taken: readonly number[]): Promise<number> {
  if (named === null) return freePort({ preferred: DEFAULT_PORT.shopFirst + index, except: taken });
  await requirePort({ port: named + index, option: '--shop-port' });
  return named + index;
}

/** Starts a region on its data, which are made when there are none. */
export async function startRegion(
  { keeper, plan, folder, adminToken }: Omit<ShopOptions, 'port'>,
  region: string,
  port: number,
): Promise<ShopRegion> {
  const data = join(folder, region);
  const settings = join(folder, `${region}.json`);
  await mkdir(data, { recursive: true });
  await writeFile(
    settings,
    JSON.stringify(regionSettings({ ...plan, shop: scaledShop(plan) }, region), null, 2),
  );
  const logFile = join(folder, `${region}-${port}.log`);
  const child = await startChild(keeper, {
    name: `shop ${region}`,
    command: process.execPath,
    args: [
      join(projectRoot(), 'dist', 'shop.js'),
      ...['--region', region, '--port', String(port), '--data', data, '--settings', settings],
    ],
    env: { CARNIVAL_ADMIN_TOKEN: adminToken },
    logFile,
  });
  return { region, child, url: await untilListening(child) };
}

/** Tells every region when the plan begins, so that the campaign's clocks of all agree with the crowd's. */
export async function beginCampaign(
  regions: readonly ShopRegion[],
  adminToken: string,
  zeroAtMs: number,
): Promise<void> {
  for (const { region, url } of regions) {
    const response = await fetch(`${url}/admin/campaign-clock`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ zeroAtMs }),
      signal: AbortSignal.timeout(LISTEN_LIMIT_MS),
    });
    if (!response.ok)
      throw new Error(`The shop's region ${region} did not take the campaign's zero: ${response.status}.`);
  }
}

async function untilListening(child: Child): Promise<string> {
  const untilMs = performance.now() + LISTEN_LIMIT_MS;
  while (performance.now() < untilMs) {
    const log = await readFile(child.logFile, 'utf8');
    const said = log.split('\n').findLast((line) => line.includes(`"pid":${child.pid}}`));
    if (said !== undefined) return (JSON.parse(said) as { url: string }).url;
    if (child.exit !== null) break;
    await sleep(LISTEN_PAUSE_MS);
  }
  const how = child.exit === null ? 'is not listening' : `ended with ${child.exit.code ?? child.exit.signal}`;
  await child.stop(0);
  throw new Error(`The ${child.name} ${how}: ${await lastLines(child.logFile, LOG_TAIL_LINES)}`);
}
