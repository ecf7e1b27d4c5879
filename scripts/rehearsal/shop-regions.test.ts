import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { beginCampaign, shopTargets } from './shop-regions.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

async function listen(status: number) {
  const asked: string[] = [];
  server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    asked.push(`${method} ${url} ${headers.authorization} ${await text(request)}`);
    response.writeHead(status, { connection: 'close' }).end();
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

it('the shop is loaded at the address of each of its regions', () => {
  const regions = [
    { region: 'east', url: 'http://127.0.0.1:7101' },
    { region: 'south', url: 'http://127.0.0.1:7102' },
  ];
  expect(shopTargets(regions)).toEqual({
    targets: { east: 'http://127.0.0.1:7101', south: 'http://127.0.0.1:7102' },
    hosts: {},
    environments: {
      east: { environment: 'mock', by: 'started by this run' },
      south: { environment: 'mock', by: 'started by this run' },
    },
  });
});

it('each region is told once when the campaign begins', async () => {
  const { url, asked } = await listen(200);
  const regions = [
    { region: 'east', url },
    { region: 'south', url },
  ];
  await beginCampaign(regions, 'secret', 12_345);
  const once = 'PUT /admin/campaign-clock Bearer secret {"zeroAtMs":12345}';
  expect(asked).toEqual([once, once]);
});

it('a region that cannot be told ends the run before its load, by name and with a hint', async () => {
  const { url } = await listen(401);
  const refused = beginCampaign([{ region: 'east', url }], 'wrong', 1);
  await expect(refused).rejects.toThrow(CarnivalError);
  await expect(refused).rejects.toMatchObject({
    message: expect.stringMatching(/region east .*: HTTP 401/),
    hint: expect.stringContaining(url),
  });
  await new Promise((resolve) => server!.close(resolve));
  await expect(beginCampaign([{ region: 'east', url }], 'secret', 1)).rejects.toThrow(
    /region east .*: PUT http:\S+\/admin\/campaign-clock: .*ECONNREFUSED/,
  );
});
