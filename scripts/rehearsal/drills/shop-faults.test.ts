import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import type { DrillPlace } from '../../../scenarios/drills/drill.ts';
import { ShopFaults } from './shop-faults.ts';
import { shopLever } from './shop-lever.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A shop that remembers the lists it was given, as `kind step`. */
async function listen(statusOf: () => number = () => 200) {
  const lists: string[] = [];
  const forMs: (number | undefined)[] = [];
  const server = createServer(async (request, response) => {
    const asked = (await json(request)) as { faults: { kind: string; step: string }[]; forMs?: number };
    const { faults } = asked;
    forMs.push(asked.forMs);
    const list = faults.map(({ kind, step }) => `${kind} ${step}`).join(', ');
    if (request.headers.authorization === 'Bearer secret')
      lists.push(`${request.method} ${request.url} [${list}]`);
    response.writeHead(statusOf(), { connection: 'close' }).end('{"error":"no"}');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, lists, forMs };
}

const fault = (kind: string, step: string) => ({ kind, step, value: 1 });
const PUT = 'PUT /admin/faults';

function faultsAt(
  targets: Readonly<Record<string, string>>,
  isDown: (region: string) => boolean = () => false,
) {
  return new ShopFaults({
    ...{ targets, isDown, hosts: {}, adminToken: 'secret' },
    always: [fault('latency', 'home.view')],
  });
}

describe('the faults of several drills in one shop', () => {
  it('are all in the list that it is sent, besides those that it always has', async () => {
    const { url, lists } = await listen();
    const faults = faultsAt({ east: url });
    await faults.set('one', ['east'], [fault('hang', 'bank')], 1000);
    await faults.set('two', ['east'], [fault('error', 'courier')], 1000);
    await faults.lift('one');
    await faults.lift('two');
    expect(lists).toEqual([
      `${PUT} [latency home.view, hang bank]`,
      `${PUT} [latency home.view, hang bank, error courier]`,
      `${PUT} [latency home.view, error courier]`,
      `${PUT} [latency home.view]`,
    ]);
  });

  it('are never sent in the wrong order, though all change at once', async () => {
    const { url, lists } = await listen();
    const faults = faultsAt({ east: url });
    await Promise.all([
      faults.set('one', ['east'], [fault('hang', 'bank')], 1000),
      faults.set('two', ['east'], [fault('error', 'courier')], 1000),
    ]);
    await Promise.all([faults.lift('one'), faults.lift('two')]);
    expect(lists.at(-1)).toBe(`${PUT} [latency home.view]`);
  });

  it('are sent to the regions of their drill alone', async () => {
    const [east, south] = [await listen(), await listen()];
    const faults = faultsAt({ east: east.url, south: south.url });
    await faults.set('one', ['south'], [fault('hang', 'bank')], 1000);
    await faults.lift('one');
    expect([east.lists.length, south.lists.length]).toEqual([0, 2]);
  });

  it('are sent once to a shop that two regions share, and not at all if the drill leaves one of them out', async () => {
    const { url, lists } = await listen();
    const faults = faultsAt({ east: url, south: url });
    await faults.set('both', ['east', 'south'], [fault('hang', 'bank')], 1000);
    expect(lists).toHaveLength(1);
    await expect(faults.set('one', ['south'], [fault('hang', 'bank')], 1000)).rejects.toThrow(
      /also serves region east, which the drill leaves out/,
    );
    expect(lists).toHaveLength(1);
    await faults.lift('one');
    expect(lists).toHaveLength(1);
  });

  it('say why a shop does not take them, and stay to be lifted', async () => {
    let status = 400;
    const { url, lists } = await listen(() => status);
    const faults = faultsAt({ east: url });
    await expect(faults.set('one', ['east'], [fault('hang', 'bank')], 1000)).rejects.toThrow(
      /HTTP 400.*error.*no/,
    );
    await expect(faults.lift('one')).rejects.toThrow('HTTP 400');
    status = 200;
    await faults.lift('one');
    expect(lists.at(-1)).toBe(`${PUT} [latency home.view]`);
  });

  it('reach the other shops even if one is gone', async () => {
    const [east, south] = [await listen(), await listen()];
    const faults = faultsAt({ east: east.url, south: south.url });
    servers[0]!.close();
    await expect(faults.set('one', ['east', 'south'], [fault('hang', 'bank')], 1000)).rejects.toThrow(
      /ECONNREFUSED|PUT/,
    );
    expect(south.lists).toHaveLength(1);
  });

  it('are gone with a process that was killed, and come back with it if their time is not over', async () => {
    const { url, lists } = await listen();
    let isDown = false;
    const faults = faultsAt({ east: url }, () => isDown);
    await faults.set('short', ['east'], [fault('hang', 'bank')], 1000);
    await faults.set('long', ['east'], [fault('error', 'courier')], 1000);
    isDown = true;
    await faults.lift('short');
    expect(lists).toHaveLength(2);
    isDown = false;
    await faults.renew('east');
    expect(lists.at(-1)).toBe(`${PUT} [latency home.view, error courier]`);
    await faults.lift('long');
    await faults.renew('east');
    expect(lists).toHaveLength(4);
  });
});

it('what is set in a shop lifts itself some time after the drill, or within an hour; what is always set does not', async () => {
  const { url, forMs } = await listen();
  const faults = faultsAt({ east: url });
  await faults.set('one', ['east'], [fault('hang', 'bank')], 5000);
  await faults.lift('one');
  await faults.set('long', ['east'], [fault('hang', 'bank')], 3_600_000);
  expect(forMs[0]).toBeGreaterThan(5000);
  expect(forMs.slice(1)).toEqual([undefined, 3_600_000]);
});

describe('what a drill sets in the shop', () => {
  it.each<{ given: string; where: DrillPlace; east: string[]; south: string[] }>([
    { given: 'a step', where: { step: 'a' }, east: ['hang a'], south: ['hang a'] },
    { given: 'a step of a region', where: { step: 'a', regions: ['south'] }, east: [], south: ['hang a'] },
    {
      given: 'a dependency',
      where: { dependency: 'bank', steps: ['a'] },
      east: ['hang bank'],
      south: ['hang bank'],
    },
    { given: 'a region', where: { region: 'east' }, east: ['hang *'], south: [] },
    { given: 'a process', where: { process: 'east' }, east: ['hang *'], south: [] },
    {
      given: 'some steps',
      where: { steps: ['a', 'b'], regions: ['east'] },
      east: ['hang a, hang b'],
      south: [],
    },
  ])('at $given', async ({ where, ...want }) => {
    const [east, south] = [await listen(), await listen()];
    const faults = faultsAt({ east: east.url, south: south.url });
    const kind = { kind: 'shop', faults: [{ kind: 'hang', value: 1 }] } as const;
    await shopLever({ name: 'one', where }, kind, { faults, regions: ['east', 'south'] }).set(1000);
    const listOf = (list: string) => `${PUT} [latency home.view, ${list}]`;
    expect(east.lists).toEqual(want.east.map(listOf));
    expect(south.lists).toEqual(want.south.map(listOf));
  });
});
