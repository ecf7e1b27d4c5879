import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildShop } from '../../../mock-services/app.ts';
import { SETTINGS } from '../../../mock-services/testing/test-shop.ts';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { auditLedger } from './audit.ts';

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

  const acks = {
    regions: new Map([
      [
        'east',
        { acknowledged: new Set(['order-1', 'order-2', 'never-sent']), indeterminate: new Set(['order-3']) },
      ],
    ]),
    answersRead: 4,
    tornLines: 0,
    notes: [],
  };
  const asked = { acks, adminToken: TOKEN, hosts: {}, runId: 'run-1', orderPrefix: '' };
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
    expect(await auditLedger({ ...asked, shops: { east: url }, restart })).toMatchObject({
      ...want,
      indeterminate: 1,
      oversoldPieces: 0,
      overissuedCoupons: 0,
      brokenPromises: [],
    });
  });

  it('answers the same when it was gone and has come back', async () => {
    await shop.close();
    const restart = async () => {
      await startShop();
      return url;
    };
    expect(await auditLedger({ ...asked, shops: { east: url }, restart })).toMatchObject(want);
  });
});
