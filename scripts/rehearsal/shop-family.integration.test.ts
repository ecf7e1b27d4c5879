/** A region of the embedded shop is killed with -9 and started again, as a drill does it. */
import { expect, it } from 'vitest';
import smoke from '../../scenarios/campaigns/smoke.ts';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { requestPinned } from '../admission/pinned-request.ts';
import { LOOPBACK } from '../machine/processes/ports.ts';
import { keptChildren } from '../workshop/testing/kept-children.ts';
import { killLever } from './drills/kill-lever.ts';
import { ShopFaults } from './drills/shop-faults.ts';
import { ShopFamily } from './shop-family.ts';
import { beginCampaign, shopTargets, startShop } from './shop-regions.ts';

const TOKEN = 'a-token-of-a-test';

async function family() {
  const { children, events } = await keptChildren();
  const plan = { ...smoke, regions: [{ name: 'east', share: 1 }] };
  const options = {
    ...{ plan, start: children.start, adminToken: TOKEN, campaignWaits: true },
    folder: temporaryFolder(),
  };
  const shop = new ShopFamily(options, await startShop({ ...options, port: null }), children);
  await beginCampaign(shop.regions, TOKEN, Date.now());
  const { targets, hosts } = shopTargets(shop.regions);
  const faults = new ShopFaults({
    ...{ targets, hosts, adminToken: TOKEN, always: [] },
    isDown: (region) => shop.isDown(region),
  });
  const lever = killLever({ where: { process: 'east' } }, { family: shop, faults, regions: ['east'] });
  const url = new URL(targets.east!);
  const ask = (path: string, body?: unknown, key = 'key-1') =>
    requestPinned(url, LOOPBACK, {
      path,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      answerMsMax: 5000,
      bodyBytesMax: 1_000_000,
    });
  return { shop, faults, lever, events, ask };
}

it('a killed region does not answer, and answers again on its port with what it has acknowledged', async () => {
  const { shop, lever, events, ask } = await family();
  const joined = await ask('/members', { member: 'o.run-1.m1' });
  expect(joined.status).toBe(201);
  const before = shop.regions[0]!;

  await lever.set(1000);
  expect(before.own.child.exit).toEqual({ code: null, signal: 'SIGKILL' });
  expect(shop.isDown('east')).toBe(true);
  await expect(ask('/home')).rejects.toThrow('ECONNREFUSED');

  await lever.lift();
  const after = shop.regions[0]!;
  expect(after.url).toBe(before.url);
  expect(after.own.child.pid).not.toBe(before.own.child.pid);
  expect((await ask('/home')).status).toBe(200);
  // The same key gets the stored answer: it is still known.
  const again = await ask('/members', { member: 'o.run-1.m1' });
  expect(again.status).toBe(201);
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect(events).toEqual([]);

  // Once more is nothing, and its next death, which nobody meant, is an event.
  await lever.lift();
  expect(shop.regions[0]).toBe(after);
  after.own.child.signal('SIGKILL');
  await after.own.child.exited;
  expect(events).toEqual(['shop-died']);
  await expect(lever.set(1000)).rejects.toThrow(/had ended before/);
  await lever.lift();
  expect(shop.regions[0]).toBe(after);
});

it('a fault of another drill is there again when the region is', async () => {
  const { faults, lever, ask } = await family();
  await faults.set('other', ['east'], [{ step: 'home.view', kind: 'error', value: 1 }], 60_000);
  expect((await ask('/home')).status).toBe(500);
  await lever.set(1000);
  await lever.lift();
  expect((await ask('/home')).status).toBe(500);
  await faults.lift('other');
  expect((await ask('/home')).status).toBe(200);
});
