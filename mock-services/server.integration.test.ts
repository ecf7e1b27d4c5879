/** The shop's process, as `npm run build` bundles it: its word on stdout, and its end. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askAdmin, type RegionProcess, RegionProcesses } from './testing/region-processes.ts';
import { SETTINGS } from './testing/test-shop.ts';

let regions: RegionProcesses;
beforeEach(() => {
  regions = new RegionProcesses();
});
afterEach(() => regions.close());

/** What was sent before has been read: a later connection has its answer. */
async function reached({ url }: RegionProcess): Promise<void> {
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
}

describe('a region’s process', () => {
  it('says where it listens in one JSON line, serves, and ends with 0 on SIGTERM', async () => {
    const region = await regions.start();
    expect(region.line).toEqual({
      region: 'east',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      pid: region.child.pid,
    });
    expect((await fetch(`${region.url}/home`)).status).toBe(200);
    expect(await (await fetch(`${region.url}/metrics`)).text()).toContain(
      'process_cpu_seconds_total{region="east"}',
    );
    region.child.kill('SIGTERM');
    const { exitCode, stdout, stderr } = await region.ended;
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    { what: 'begins its campaign at once', args: [], expectsOrders: true },
    { what: 'waits for its campaign when told to', args: ['--campaign-waits'], expectsOrders: false },
  ])('$what', async ({ args, expectsOrders }) => {
    // A hundred real milliseconds are the whole campaign, of which the goal expects all its orders.
    const calendar = { ...SETTINGS.calendar, speed: 1_000_000 };
    const { firstLine } = regions.spawn([...regions.args({ calendar }), ...args]);
    const { url } = JSON.parse(await firstLine);
    await sleep(100);
    const { expectedOrders } = await askAdmin<{ expectedOrders: number }>(url, '/admin/kpi');
    expect(expectedOrders > 0).toBe(expectsOrders);
  });

  it('answers what is under way before it ends', async () => {
    const region = await regions.start({ faults: [{ step: 'home.view', kind: 'latency', value: 500 }] });
    const answer = fetch(`${region.url}/home`);
    await reached(region);
    region.child.kill('SIGTERM');
    expect((await answer).status).toBe(200);
    expect((await region.ended).exitCode).toBe(0);
  });

  it('ends in spite of a request that hangs', async () => {
    const region = await regions.start({ faults: [{ step: 'home.view', kind: 'hang', value: 0 }] });
    const answer = expect(fetch(`${region.url}/home`)).rejects.toThrow();
    await reached(region);
    region.child.kill('SIGTERM');
    await answer;
    expect((await region.ended).exitCode).toBe(0);
  });

  it('names the port that is in use, and ends with 1', async () => {
    const busy = createServer().listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const { port } = busy.address() as AddressInfo;
    const { exitCode, stdout, stderr } = await regions.spawn(regions.args({}, { port })).ended;
    busy.close();
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(new RegExp(`^shop: Port ${port} on 127\\.0\\.0\\.1 is in use.*\\n$`));
  });

  it('takes any other port when that will do, and says which', async () => {
    const busy = createServer().listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const { port } = busy.address() as AddressInfo;
    const { firstLine } = regions.spawn([...regions.args({}, { port }), '--or-any-port']);
    const { url } = JSON.parse(await firstLine);
    busy.close();
    expect(url).not.toBe(`http://127.0.0.1:${port}`);
    expect((await fetch(`${url}/home`)).status).toBe(200);
  });

  it.each([
    {
      what: 'a data directory that is a file',
      args: () => ['--data', join(regions.dir, 'east.json')],
      want: /Data directory ".*east.json" cannot/,
    },
    {
      what: 'a settings file that is not there',
      args: () => ['--settings', join(regions.dir, 'none.json')],
      want: /none.json/,
    },
    { what: 'no port', args: () => ['--port', '70000'], want: /--port "70000" is not a port/ },
    { what: 'no region', args: () => ['--region', ''], want: /--region, --data and --settings are needed/ },
    { what: 'an unknown option', args: () => ['--regoin', 'east'], want: /--regoin/ },
  ])('names $what, and ends with 1', async ({ args, want }) => {
    const { exitCode, stdout, stderr } = await regions.spawn([...regions.args(), ...args()]).ended;
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(want);
    expect(stderr).toMatch(/^shop: /);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
