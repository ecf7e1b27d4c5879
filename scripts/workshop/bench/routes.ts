/** The shop's routes beside bare fastify ones, and its durable orders, by autocannon's closed loop. */

import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import autocannon from 'autocannon';
import summerCarnival from '../../../scenarios/campaigns/summer-carnival.ts';
import { addressOf, octetOf } from '../../../scenarios/crowd/address.ts';
import type { CarnivalPlan, ShopSettings } from '../../../scenarios/targets/mock-shop/settings.ts';
import { type Child, startChild } from '../../machine/processes/child.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { startShop } from '../../rehearsal/shop-regions.ts';
import { type Rig, type Service, startTarget } from './rig.ts';
import { usedBy } from './steady.ts';
import { WAITED_PATH } from './target.ts';

export interface RouteSettings {
  readonly rounds: number;
  readonly measureMs: number;
}
/** What a closed loop got out of a server. */
export interface Throughput {
  readonly requestsPerSecond: number;
  /** Per CPU second of the server: the same whether the client or the server is the slower one. */
  readonly requestsPerCpuSecond: number;
}
/** Two answer from memory, one asks a dependency. Each is compared with a bare route that does only what the answer needs. */
export const BARE = {
  '/home': '/home',
  '/products/1': '/products/1',
  '/search?q=tea': WAITED_PATH,
} as const satisfies Readonly<Record<string, string>>;
export type Route = keyof typeof BARE;
export const ROUTES = Object.keys(BARE) as readonly Route[];
export const DURABILITIES = ['process', 'power'] as const satisfies readonly ShopSettings['durability'][];

export interface RouteResult {
  readonly rounds: readonly Readonly<
    Record<Route, { readonly shop: Throughput; readonly bare: Throughput }>
  >[];
  /** By what an acknowledgement waits for. */
  readonly orders: Readonly<Record<ShopSettings['durability'], Throughput>>;
}

const CONNECTIONS = 64;
const WARM_SECONDS = 1;
const MS_PER_SECOND = 1000;
/** Of some district. */
const OCTET = octetOf(0);
const PLAN: CarnivalPlan = { ...summerCarnival, regions: [{ name: 'all', share: 1 }] };

export async function measureRoutes(rig: Rig, settings: RouteSettings): Promise<RouteResult> {
  const seconds = settings.measureMs / MS_PER_SECOND;
  const shop = await startOneShop(rig, 'process');
  // Of its own, as young as the shop's.
  const target = await startTarget(rig);
  const rounds: RouteResult['rounds'][number][] = [];
  for (let round = 0; round < settings.rounds; round++) {
    const result: Partial<Record<Route, { shop: Throughput; bare: Throughput }>> = {};
    for (const route of ROUTES)
      result[route] = {
        shop: await drive(shop.child, { url: shop.url + route }, seconds),
        bare: await drive(target.child, { url: target.url + BARE[route] }, seconds),
      };
    rounds.push(result as Record<Route, { shop: Throughput; bare: Throughput }>);
  }
  await Promise.all([shop.child.stop(), target.child.stop()]);
  const orders: Partial<Record<ShopSettings['durability'], Throughput>> = {};
  for (const durability of DURABILITIES) {
    const { url, child } = await startOneShop(rig, durability);
    orders[durability] = await drive(child, ordersTo(url), seconds);
    await child.stop();
  }
  return { rounds, orders: orders as RouteResult['orders'] };
}

async function startOneShop(
  { keeper, folder: parent }: Rig,
  durability: ShopSettings['durability'],
): Promise<Service> {
  const folder = join(parent, `shop-${durability}-${randomBytes(2).toString('hex')}`);
  await mkdir(folder);
  const plan = { ...PLAN, shop: { ...PLAN.shop, durability } };
  const adminToken = randomBytes(16).toString('hex');
  const [region] = await startShop({
    start: (child) => startChild(keeper, child),
    plan,
    folder,
    adminToken,
    campaignWaits: false,
    port: null,
  });
  return region!.own;
}

async function drive(server: Child, options: autocannon.Options, seconds: number): Promise<Throughput> {
  const load = { connections: CONNECTIONS, ...options };
  await autocannon({ ...load, duration: WARM_SECONDS });
  const before = await usedBy(server);
  const result = await autocannon({ ...load, duration: seconds });
  const after = await usedBy(server);
  const { '2xx': good, non2xx, errors } = result;
  if (non2xx > 0 || errors > 0 || good === 0)
    throw new CarnivalError(
      `${server.name}: of ${options.url}, ${good} answers were good, ${non2xx} were not, ${errors} never came`,
    );
  return {
    requestsPerSecond: good / result.duration,
    requestsPerCpuSecond: good / (after.cpuSeconds - before.cpuSeconds),
  };
}

/**
 * Every request is a new order by a new shopper from an address of their own, as risk control expects of a crowd, over all
 * products.
 */
function ordersTo(url: string): autocannon.Options {
  let n = 0;
  return {
    url,
    requests: [
      {
        method: 'POST',
        path: '/orders',
        setupRequest: (request) => {
          n++;
          const id = `bench-${n}`;
          return {
            ...request,
            headers: {
              'content-type': 'application/json',
              'idempotency-key': id,
              'x-forwarded-for': addressOf(OCTET, n),
              'x-device-id': id,
            },
            body: `{"shopper":"${id}","order":"${id}","product":"${1 + (n % PLAN.shop.products)}","quantity":1}`,
          };
        },
      },
    ],
  };
}
