/** What committing an order costs the shop, by durability: its store alone, without HTTP. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openStore } from '../../../mock-services/platform/store.ts';
import { type Table, table } from '../../../mock-services/platform/table.ts';
import type { ShopSettings } from '../../../scenarios/targets/mock-shop/settings.ts';
import type { Rig } from './rig.ts';
import { DURABILITIES } from './routes.ts';

export interface CommitCost {
  readonly cpuSeconds: number;
  /** How long the event loop is busy with it. */
  readonly loopSeconds: number;
}
/** Of one order, which is five rows in a commit of its own. */
export type CommitResult = Readonly<Record<ShopSettings['durability'], CommitCost>>;

const WARM_ORDERS = 1000;
const MS_PER_SECOND = 1000;
const US_PER_SECOND = 1e6;
const TABLES: readonly Table<unknown>[] = ['orders', 'stock', 'timeouts', 'totals', 'answers'].map((name) =>
  table<unknown>(name),
);
const PRODUCTS = 10_000;

export async function measureCommits({ folder }: Pick<Rig, 'folder'>, orders: number): Promise<CommitResult> {
  const costs: Partial<Record<ShopSettings['durability'], CommitCost>> = {};
  for (const durability of DURABILITIES) costs[durability] = await measureOne(folder, durability, orders);
  return costs as CommitResult;
}

async function measureOne(
  folder: string,
  durability: ShopSettings['durability'],
  orders: number,
): Promise<CommitCost> {
  const data = join(folder, `commits-${durability}-${randomBytes(2).toString('hex')}`);
  const store = openStore(data, durability, TABLES);
  const book = (n: number) =>
    store.transact((tx) => {
      for (const [i, each] of TABLES.entries()) tx.put(each, keyOf(i, n), rowOf(n));
    });
  for (let n = 0; n < WARM_ORDERS; n++) await book(n);
  const cpu = process.cpuUsage();
  const loop = performance.eventLoopUtilization();
  for (let n = WARM_ORDERS; n < WARM_ORDERS + orders; n++) await book(n);
  const { user, system } = process.cpuUsage(cpu);
  const { active } = performance.eventLoopUtilization(loop);
  await store.close();
  return {
    cpuSeconds: (user + system) / US_PER_SECOND / orders,
    loopSeconds: active / MS_PER_SECOND / orders,
  };
}

/** Orders and answers are spread over the keys, stock over the products, one total is changed by all, and time-outs only rise. */
function keyOf(tableIndex: number, n: number): string {
  const spread = Math.imul(n, 2_654_435_761) >>> 0;
  return [`o-${spread}`, String(n % PRODUCTS), `${1e12 + n}`, 'total', `k-${spread}`][tableIndex]!;
}

const rowOf = (n: number) => ({
  shopper: `s-${n}`,
  product: String(n % PRODUCTS),
  quantity: 1,
  fen: 9900,
  n,
});
