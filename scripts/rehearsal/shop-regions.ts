/** The embedded shop, one process per region, and a balancer before it if it has replicas: starts them, and waits until they listen. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { regionSettings, scaledShop } from '../../mock-services/region-settings.ts';
import type { RunSettings } from '../../scenarios/campaigns/plan.ts';
import { isSuccess } from '../../scenarios/shop/http-status.ts';
import type { CarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import { requestPinned } from '../admission/pinned-request.ts';
import { type Child, lastLines, type StartChild } from '../machine/processes/child.ts';
import { DEFAULT_PORT, LOOPBACK, requirePort } from '../machine/processes/ports.ts';
import { projectRoot } from '../machine/project-root.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { reasonOf } from '../mistakes/reason-of.ts';

const LISTEN_LIMIT_MS = 15_000;
const LISTEN_PAUSE_MS = 20;
const LOG_TAIL_LINES = 5;
const CLOCK_PATH = '/admin/campaign-clock';
const ANSWER_BYTES_MAX = 10_000;

/** The process that keeps a region's books. */
export interface RegionProcess {
  readonly region: string;
  readonly url: string;
  readonly child: Child;
}
export interface ShopRegion {
  readonly region: string;
  /** Where it is asked: at its balancer, if it has replicas. */
  readonly url: string;
  readonly own: RegionProcess;
  /** Null: it has no replicas. With it all replicas end. */
  readonly balancer: Child | null;
}
/** Of which none may end while the shop is used. */
export const processesOf = ({ own, balancer }: Pick<ShopRegion, 'own' | 'balancer'>): readonly Child[] =>
  balancer === null ? [own.child] : [own.child, balancer];

export interface RegionOptions {
  readonly start: StartChild;
  readonly plan: CarnivalPlan;
  /** Where settings, logs and data of all regions go. */
  readonly folder: string;
  readonly adminToken: string;
  /** True: the campaign waits for `beginCampaign`. Otherwise it begins as soon as a region has its data. */
  readonly campaignWaits: boolean;
}
export interface ShopOptions extends RegionOptions {
  /** The first region's port; the others follow. `null`: the default ones, or any free ones. */
  readonly port: number | null;
  /** Left out: all regions of the plan. */
  readonly only?: string;
}

/** @throws CarnivalError with the log's last lines when a region does not come up, or when a port that was named is taken */
export async function startShop(options: ShopOptions): Promise<readonly ShopRegion[]> {
  const regions: ShopRegion[] = [];
  const wanted = options.plan.regions.filter(({ name }) => name === (options.only ?? name));
  for (const [i, { name }] of wanted.entries())
    regions.push(await startWhole(options, name, await portFor(options.port, i)));
  return regions;
}

/** A region, and before it its balancer if it has replicas. */
async function startWhole(options: RegionOptions, region: string, port: RegionPort): Promise<ShopRegion> {
  if (options.plan.shop.replicas === undefined) {
    const own = await startRegion(options, region, port);
    return { region, url: own.url, own, balancer: null };
  }
  const own = await startRegion(options, region, ANY_PORT);
  const { start, folder, adminToken } = options;
  const balancer = await start({
    name: `shop ${region}'s balancer`,
    command: process.execPath,
    args: [
      join(projectRoot(), 'dist', 'balancer.js'),
      ...['--region', region, ...portArgs(port), '--settings', settingsFile(folder, region), '--to', own.url],
    ],
    env: { CARNIVAL_ADMIN_TOKEN: adminToken },
    logFile: join(folder, `${region}.balancer.log`),
  });
  return { region, url: await untilListening(balancer), own, balancer };
}

const settingsFile = (folder: string, region: string): string => join(folder, `${region}.json`);

/** If it is only preferred, the region takes any other one when somebody else has it. */
export interface RegionPort {
  readonly port: number;
  readonly isPreferred: boolean;
}

const ANY_PORT: RegionPort = { port: 0, isPreferred: false };

const portArgs = ({ port, isPreferred }: RegionPort): readonly string[] => [
  ...['--port', String(port)],
  ...(isPreferred ? ['--or-any-port'] : []),
];

async function portFor(named: number | null, index: number): Promise<RegionPort> {
  if (named === null) return { port: DEFAULT_PORT.shopFirst + index, isPreferred: true };
  await requirePort({ port: named + index, option: '--shop-port' });
  return { port: named + index, isPreferred: false };
}

/** Starts a region's own process on its data directory, which is created if it is missing. */
export async function startRegion(
  { start, plan, folder, adminToken, campaignWaits }: RegionOptions,
  region: string,
  port: RegionPort,
): Promise<RegionProcess> {
  const data = join(folder, region);
  const settings = settingsFile(folder, region);
  const regionalSettings = regionSettings({ ...plan, shop: scaledShop(plan) }, region);
  try {
    await mkdir(data, { recursive: true });
    await writeFile(settings, JSON.stringify(regionalSettings, null, 2));
  } catch (cause) {
    throw new CarnivalError(
      `the data of region ${region} cannot be kept in "${folder}": ${reasonOf(cause)}`,
      {
        cause,
        hint: 'name a folder that can be written to, with --runs or --data',
      },
    );
  }
  const logFile = join(folder, `${region}.log`);
  const child = await start({
    name: `shop ${region}`,
    command: process.execPath,
    args: [
      join(projectRoot(), 'dist', 'shop.js'),
      ...['--region', region, ...portArgs(port), '--data', data, '--settings', settings],
      ...(campaignWaits ? ['--campaign-waits'] : []),
    ],
    env: { CARNIVAL_ADMIN_TOKEN: adminToken },
    logFile,
  });
  return { region, child, url: await untilListening(child) };
}

/** The shop as the run's targets. It listens on loopback only, so no name needs to be looked up. */
export const shopTargets = (
  regions: readonly Pick<ShopRegion, 'region' | 'url'>[],
): Pick<RunSettings, 'targets' | 'hosts' | 'environments'> => ({
  targets: Object.fromEntries(regions.map(({ region, url }) => [region, url])),
  hosts: {},
  // Nobody need be asked what this command has started itself.
  environments: Object.fromEntries(
    regions.map(({ region }) => [region, { environment: 'mock', by: 'started by this run' }]),
  ),
});

/**
 * Tells every region when the plan begins, so that all campaign clocks agree with the crowd.
 * @throws CarnivalError naming the region that did not take it
 */
export async function beginCampaign(
  regions: readonly Pick<ShopRegion, 'region' | 'url'>[],
  adminToken: string,
  zeroAtMs: number,
): Promise<void> {
  for (const { region, url } of regions) {
    const answer = await requestPinned(new URL(url), LOOPBACK, {
      method: 'PUT',
      path: CLOCK_PATH,
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ zeroAtMs }),
      answerMsMax: LISTEN_LIMIT_MS,
      bodyBytesMax: ANSWER_BYTES_MAX,
    }).then(({ status }) => (isSuccess(status) ? null : `HTTP ${status}`), reasonOf);
    if (answer !== null)
      throw new CarnivalError(
        `the shop's region ${region} was not told when the campaign begins: PUT ${url}${CLOCK_PATH}: ${answer}`,
        {
          hint: `check that it is the shop that listens at ${url}; its log is in the run's folder`,
        },
      );
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
  throw new CarnivalError(`the ${child.name} ${how}: ${await lastLines(child.logFile, LOG_TAIL_LINES)}`, {
    hint: `see ${child.logFile}; --shop-port names other ports`,
  });
}
