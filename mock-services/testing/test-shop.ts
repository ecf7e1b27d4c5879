/** A shop for tests: in this process, without a port, its clock stopped and its sleeps instant. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { Registry } from 'prom-client';
import { vi } from 'vitest';
import { buildShop } from '../app.ts';
import type { ErrorBody, Outcome } from '../platform/outcome.ts';
import type { Shop, ShopDeps } from '../platform/service.ts';
import type { Tx } from '../platform/store.ts';
import type { Table } from '../platform/table.ts';
import type { RegionSettings } from '../region-settings.ts';

/** Background rounds run only when a test advances the timers. Call it before opening the shop, and `vi.useRealTimers` after. */
export const holdBackground = (): void => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });

export const ADMIN_TOKEN = 'test-token';
export const NOW_MS = Date.UTC(2026, 5, 18);

export const SETTINGS: RegionSettings = {
  couponQuota: 100,
  oneYuanQuota: 100,
  flashStockPieces: 100,
  productStockPieces: 100,
  products: 20,
  durability: 'process',
  faults: [],
  share: 1,
  calendar: { startsAt: '2026-06-18T20:00:00+08:00', speed: 1 },
  couponIssue: 50,
  recall: { atMinute: 10, members: 100 },
  goal: { orders: 1000, revenueFen: 50_000_000, hours: 12 },
};

export interface TestShop {
  readonly app: FastifyInstance;
  readonly shop: Shop;
  readonly dataDir: string;
  /** The errors that answers hid. */
  readonly reported: Error[];
  get(url: string): Promise<LightMyRequestResponse>;
  /** A request without a key gets a new one. */
  post(url: string, body: object, key?: string): Promise<LightMyRequestResponse>;
  admin(method: 'GET' | 'POST' | 'PUT', url: string, body?: object): Promise<LightMyRequestResponse>;
  /** Closes the shop and, unless it is to be opened again, removes its data. */
  close(keep?: 'keep data'): Promise<void>;
}

export async function openTestShop(
  settings: Partial<RegionSettings> = {},
  deps: Partial<ShopDeps> = {},
): Promise<TestShop> {
  const dataDir = deps.dataDir ?? mkdtempSync(join(tmpdir(), 'carnival-shop-'));
  const reported: Error[] = [];
  const { app, shop } = await buildShop(
    { ...SETTINGS, ...settings },
    {
      region: 'east',
      dataDir,
      adminToken: ADMIN_TOKEN,
      nowMs: () => NOW_MS,
      random: () => 0.5,
      sleep: async () => undefined,
      registry: new Registry(),
      reportError: (error) => reported.push(error),
      ...deps,
    },
  );
  let keys = 0;
  return {
    app,
    shop,
    dataDir,
    reported,
    get: (url) => app.inject({ method: 'GET', url }),
    post(url, body, key = `key-${keys++}`) {
      return app.inject({ method: 'POST', url, headers: { 'idempotency-key': key }, payload: body });
    },
    admin: (method, url, body) =>
      app.inject({
        method,
        url,
        headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
        ...(body === undefined ? {} : { payload: body }),
      }),
    async close(keep) {
      await app.close();
      if (keep === undefined) rmSync(dataDir, { recursive: true });
    },
  };
}

/** Tables in memory, for tests of a domain alone. */
export function memoryTx(): Tx {
  const rows = new Map<string, unknown>();
  const at = (table: Table<unknown>, key: string): string => `${table.name} ${key}`;
  return {
    get: <Row>(table: Table<Row>, key: string) => rows.get(at(table, key)) as Row | undefined,
    put: (table, key, row) => void rows.set(at(table, key), row),
    remove: (table, key) => void rows.delete(at(table, key)),
  };
}

/** The code of a refusal or a mistake; undefined for a good answer. */
export const codeOf = ({ body }: Outcome): string | undefined => (body as Partial<ErrorBody>).error?.code;
