import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildShop } from '../../../mock-services/app.ts';
import { SETTINGS } from '../../../mock-services/testing/test-shop.ts';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { OPEN_ACCESS } from '../../admission/access.ts';
import { plannedShop } from '../../audit/embedded/planned-shop.ts';
import { PromiseBook } from '../../audit/embedded/promise-book.ts';
import { auditLedger } from './audit.ts';
import { orderPrefix, type ReadPromises } from './read-promises.ts';

const TOKEN = 'admin-secret';

/** `audit.test.ts` tries the sad paths on a stand-in; this proves that audit and shop understand each other. */
describe('the real shop', () => {
  let folder: string;
  let shop: FastifyInstance;
  let url: string;

  const startShop = async (): Promise<void> => {
    const built = await buildShop(SETTINGS, {
      region: 'east',
      dataDir: folder,
      adminToken: TOKEN,
      nowMs: Date.now,
      random: Math.random,
      sleep: (ms) => sleep(ms),
      registry: new Registry(),
      reportError: (error) => {
        throw error;
      },
    });
    shop = built.app;
    url = await shop.listen({ host: '127.0.0.1', port: 0 });
  };
  const order = async (id: string): Promise<number> => {
    const body = JSON.stringify({ shopper: `shopper-${id}`, order: id, product: '1', quantity: 1 });
    const headers = { 'content-type': 'application/json', 'idempotency-key': `key-${id}` };
    return (await fetch(`${url}/orders`, { method: 'POST', headers, body })).status;
  };

  beforeAll(async () => {
    folder = temporaryFolder();
    await startShop();
  });
  afterAll(() => shop.close());

  const promisesAt = (shop: string): ReadPromises => {
    const book = new PromiseBook(orderPrefix('run-1'));
    for (const id of ['order-1', 'order-2', 'never-sent'])
      book.add('order', `${id} shopper-${id} 1 1`, 'acknowledged', 0);
    book.add('order', 'order-3 shopper-order-3 1 1', 'unsure', 0);
    const counts = { acknowledged: 3, indeterminate: 1, answersRead: 4, tornLines: 0 };
    return { books: new Map([[shop, book]]), strangers: new Set(), ...counts, notes: [] };
  };
  const audit = (shop: string, restart: () => Promise<string>) =>
    auditLedger({
      promises: promisesAt(shop),
      shops: { east: shop },
      adminToken: TOKEN,
      hosts: {},
      access: OPEN_ACCESS,
      runId: 'run-1',
      isAlone: true,
      planned: () => plannedShop(SETTINGS, 0),
      speed: 60,
      requestTimeoutMs: 10_000,
      settleMsMax: 0,
      loadBeganAtMs: Date.now(),
      nowMs: Date.now,
      restart,
    });
  const want = {
    done: true,
    reason: null,
    acknowledged: 3,
    lost: 1,
    lostIds: ['never-sent'],
    unexplained: 1,
  };

  it('answers what the audit asks', async () => {
    for (const id of ['order-1', 'order-2', 'order-3', 'order-4']) expect(await order(id)).toBe(201);
    const restart = () => Promise.reject(new Error('it was alive'));
    expect(await audit(url, restart)).toMatchObject({
      ...want,
      indeterminate: 1,
      oversoldPieces: 0,
      overissuedCoupons: 0,
      brokenPromises: [],
      arrivals: [],
    });
  });

  it('answers the same when it was gone and has come back', async () => {
    await shop.close();
    const gone = url;
    const restart = async () => {
      await startShop();
      return url;
    };
    expect(await audit(gone, restart)).toMatchObject(want);
  });
});
