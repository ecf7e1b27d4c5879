/** The embedded shop with replicas, as real processes: what they carry, how they come and go, and that none is left. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ReplicasAnswer } from '../../mock-services/replicas/admin.ts';
import smoke from '../../scenarios/campaigns/smoke.ts';
import { carriedPerSecond, type ReplicaSettings } from '../../scenarios/targets/mock-shop/replicas.ts';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { keptChildren } from '../workshop/testing/kept-children.ts';
import { familyOf, livingOf, PATIENCE, processesWith } from '../workshop/testing/processes.ts';
import { ShopFamily } from './shop-family.ts';
import { startShop } from './shop-regions.ts';

const TOKEN = 'a-token-of-a-test';
const MS_PER_SECOND = 1000;

async function shopWith(replicas: Partial<ReplicaSettings>) {
  const { keeper, children, events } = await keptChildren();
  const settings = { count: 1, countMax: 4, atOnce: 2, serviceMs: 40, ...replicas };
  const plan = {
    ...smoke,
    regions: [{ name: 'east', share: 1 }],
    shop: { ...smoke.shop, replicas: settings },
  };
  const folder = temporaryFolder();
  const options = { plan, folder, start: children.start, adminToken: TOKEN, campaignWaits: false };
  const family = new ShopFamily(options, await startShop({ ...options, port: null }), children);
  const [{ url, own, balancer }] = family.regions as [(typeof family.regions)[number]];
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${TOKEN}` }, ...init });
    return { status: answer.status, body: await answer.text() };
  };
  const replicasNow = async () => JSON.parse((await ask('/admin/replicas')).body) as ReplicasAnswer;
  const wanted = (count: number) =>
    ask('/admin/replicas', { method: 'PUT', body: JSON.stringify({ replicas: count }) });
  const untilReady = (count: number) =>
    vi.waitFor(
      async () => expect(await replicasNow()).toMatchObject({ asked: count, ready: count }),
      PATIENCE,
    );
  const log = async () =>
    (await readFile(join(folder, 'east.balancer.log'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event?: string; replica?: string });
  const processes = () => processesWith('replica.js', own.url);
  return {
    ...{ keeper, ask, replicasNow, wanted, untilReady, log, processes, settings, events, family, children },
    balancer: balancer!,
  };
}

/** Answers a second to so many clients, each of which asks again as soon as it is answered. */
async function perSecond(ask: (path: string) => Promise<{ status: number }>, clients: number, ms: number) {
  const [beganMs, endMs] = [performance.now(), performance.now() + ms];
  let answered = 0;
  const client = async () => {
    while (performance.now() < endMs) {
      expect((await ask('/home')).status).toBe(200);
      answered++;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return answered / ((performance.now() - beganMs) / MS_PER_SECOND);
}

describe('two replicas, against one of the same shop,', () => {
  it.each([
    { given: 'that share nothing carry twice as much', costs: {} },
    {
      given: 'with contention and crosstalk carry what the truth says',
      costs: { contention: 0.4, crosstalk: 0.15 },
    },
  ])('$given', async ({ costs }) => {
    const { ask, wanted, untilReady, settings } = await shopWith(costs);
    await perSecond(ask, 8, 300);
    const one = await perSecond(ask, 8, 2000);
    await wanted(2);
    await untilReady(2);
    const two = await perSecond(ask, 8, 2000);
    const truth = carriedPerSecond(settings, 2) / carriedPerSecond(settings, 1);
    expect(two / one / truth).toBeGreaterThan(0.92);
    expect(two / one / truth).toBeLessThan(1.08);
  });
});

it('a replica that is killed with -9 fails what it holds with 502, and is there again', async () => {
  const { ask, log, processes, untilReady, events } = await shopWith({ serviceMs: 2000, count: 1 });
  const held = [ask('/home'), ask('/home')];
  await vi.waitFor(
    async () => expect(JSON.parse((await ask('/admin/replicas')).body).inHand).toBe(2),
    PATIENCE,
  );
  const [before] = await processes();
  process.kill(before!.pid, 'SIGKILL');
  expect((await Promise.all(held)).map(({ status }) => status)).toEqual([502, 502]);
  await untilReady(1);
  const [after] = await processes();
  expect(after!.pid).not.toBe(before!.pid);
  expect((await ask('/home')).status).toBe(200);
  expect((await log()).filter(({ event }) => event === 'died')).toMatchObject([{ replica: 'r1' }]);
  // It is the shop that is on trial, and it goes on.
  expect(events).toEqual([]);
});

it('a balancer that is killed takes its replicas with it, and is an event of the run', async () => {
  const { balancer, processes, events } = await shopWith({ count: 3 });
  expect(await processes()).toHaveLength(3);
  // Only the balancer itself, so that its replicas must notice.
  process.kill(balancer.pid, 'SIGKILL');
  await balancer.exited;
  await vi.waitFor(async () => expect(await processes()).toEqual([]), PATIENCE);
  expect(events).toEqual(['shop-died']);
});

it('more replicas come after the plan’s delay; fewer finish what they hold', async () => {
  const { ask, wanted, untilReady, replicasNow, processes } = await shopWith({
    ...{ atOnce: 1, serviceMs: 1500 },
    startSeconds: { median: 1, p99: 1 },
  });
  const answer = JSON.parse((await wanted(2)).body) as ReplicasAnswer;
  expect(answer).toMatchObject({ asked: 2, ready: 1, replicas: [{ id: 'r1' }, { startedAtMs: null }] });
  await untilReady(2);
  const [, second] = (await replicasNow()).replicas;
  expect(second!.startedAtMs! - second!.createdAtMs).toBeGreaterThanOrEqual(990);
  expect(second!.readyAtMs!).toBeGreaterThanOrEqual(second!.startedAtMs!);

  const held = [ask('/home'), ask('/home')];
  await vi.waitFor(async () => expect(await replicasNow()).toMatchObject({ inHand: 2 }), PATIENCE);
  await wanted(0);
  expect(await replicasNow()).toMatchObject({ asked: 0, ready: 0, inHand: 2 });
  expect((await ask('/home')).status).toBe(503);
  expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200]);
  await vi.waitFor(async () => expect(await processes()).toEqual([]), PATIENCE);
  // Its parent is told a moment after the process has gone.
  await vi.waitFor(async () => expect((await replicasNow()).replicas).toEqual([]), PATIENCE);
});

it('a region that is killed behind its balancer answers 502, and again at the same address when it is revived', async () => {
  const { ask, family, events } = await shopWith({});
  const [before] = family.regions;
  await family.kill('east');
  expect(family.isDown('east')).toBe(true);
  expect((await ask('/home')).status).toBe(502);
  await family.revive('east');
  expect((await ask('/home')).status).toBe(200);
  expect(family.regions[0]!.url).toBe(before!.url);
  expect(family.regions[0]!.own.child.pid).not.toBe(before!.own.child.pid);
  expect(events).toEqual([]);
});

it('nothing is left when the run stops its children, though requests are in hand', async () => {
  const { ask, balancer, children } = await shopWith({ count: 2, serviceMs: 300 });
  const kin = await familyOf(balancer.pid);
  expect(kin.length).toBeGreaterThanOrEqual(3);
  const held = ask('/home').catch(() => null);
  await children.stop();
  await held;
  await vi.waitFor(async () => expect(await livingOf(kin)).toEqual([]), PATIENCE);
});

it('nothing is left when the command itself is gone: the keeper ends all', async () => {
  const { keeper, balancer } = await shopWith({ count: 2 });
  const kin = await familyOf(balancer.pid);
  await keeper.close();
  await vi.waitFor(async () => expect(await livingOf(kin)).toEqual([]), PATIENCE);
});
