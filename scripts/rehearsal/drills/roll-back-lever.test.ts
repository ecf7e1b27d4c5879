import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { rollBackLever } from './roll-back-lever.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A shop that remembers what it was told. */
async function listen(status = 200) {
  const told: unknown[] = [];
  const server = createServer(async (request, response) => {
    const body = await json(request);
    told.push([request.method, request.url, request.headers.authorization, body]);
    response.writeHead(status, { connection: 'close' }).end('{"error":"no"}');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, told };
}

describe('rolling a gray release back', () => {
  it('tells each shop of its regions once, and no other, and leaves it so', async () => {
    const [east, north] = [await listen(), await listen()];
    const targets = { east: east.url, west: east.url, north: north.url };
    const lever = rollBackLever({ regions: ['east', 'west'] }, { targets, hosts: {} }, 'secret');
    await lever.set(1000);
    await lever.lift();
    expect(east.told).toEqual([['PUT', '/admin/gray', 'Bearer secret', { share: 0 }]]);
    expect(north.told).toEqual([]);
  });

  it('says why it was not done', async () => {
    const { url } = await listen(404);
    const lever = rollBackLever({ regions: ['east'] }, { targets: { east: url }, hosts: {} }, 'secret');
    await expect(lever.set(1000)).rejects.toThrow(`PUT ${url}/admin/gray: HTTP 404`);
    servers.splice(0).map((server) => server.close());
    await expect(lever.set(1000)).rejects.toThrow(`PUT ${url}/admin/gray`);
  });
});
