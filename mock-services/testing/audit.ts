/** A store without a shop, for broken records that no route would write but the audit must find. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { coupons } from '../coupons/routes.ts';
import { groups } from '../groups/routes.ts';
import { inventory } from '../inventory/routes.ts';
import { logistics } from '../logistics/routes.ts';
import { members } from '../members/routes.ts';
import { orders } from '../orders/routes.ts';
import { payments } from '../payments/routes.ts';
import type { Order, OrderState } from '../platform/order.ts';
import { openStore, type Store, type Tx } from '../platform/store.ts';
import { recall } from '../recall/routes.ts';
import { reservations } from '../reservations/routes.ts';
import { returns } from '../returns/routes.ts';
import { NOW_MS } from './test-shop.ts';

const SERVICES = [
  ...[coupons, groups, inventory, logistics, members],
  ...[orders, payments, recall, reservations, returns],
];
const TABLES = SERVICES.flatMap(({ tables }) => tables);

/** Opens an empty store for every test of the file, and removes it. */
export function useStore() {
  let dataDir: string;
  let store: Store;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'carnival-audit-'));
    store = openStore(dataDir, 'process', TABLES);
  });
  afterEach(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  return {
    store: () => store,
    write: (decide: (tx: Tx) => void) => store.transact(decide),
  };
}

export const order = (product: string, quantity: number, state: OrderState = 'paid'): Order => ({
  shopper: 's1',
  product,
  quantity,
  totalFen: 100,
  discountFen: 0,
  atMs: NOW_MS,
  state,
});
export const coupon = (number: number, ingress = number) => ({ claimedAtMs: NOW_MS, ingress, number });
export const redemption = (order: string) => ({ order, atMs: NOW_MS });
