import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { boundaryLever, boundaryList } from './boundary-lever.ts';

it('drills that overlap at one boundary are told as one list, which lifts itself, and lifted when none is left', async () => {
  const told: string[] = [];
  const forMs: number[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const asked = (body === '' ? {} : JSON.parse(body)) as { faults?: { kind: string }[]; forMs?: number };
    const kinds = (asked.faults ?? []).map(({ kind }) => kind);
    if (asked.forMs !== undefined) forMs.push(asked.forMs);
    told.push(`${request.method} ${request.url} ${request.headers.authorization} ${kinds.join('+')}`);
    response.setHeader('connection', 'close').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const control = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const list = boundaryList({ control, token: { env: 'BANK' } }, { BANK: 'secret' });
  const slow = boundaryLever({ name: 'slow' }, [{ kind: 'latency', medianMs: 5, p99Ms: 9 }], list);
  const down = boundaryLever({ name: 'down' }, [{ kind: 'hang' }], list);
  await slow.set(9000);
  await down.set(1000);
  await slow.lift();
  await down.lift();
  await down.lift();
  server.close();
  expect(told).toEqual([
    'PUT /faults Bearer secret latency',
    'PUT /faults Bearer secret latency+hang',
    'PUT /faults Bearer secret hang',
    'DELETE /faults Bearer secret ',
  ]);
  for (const each of forMs) expect(each).toBeGreaterThan(9000);
});
