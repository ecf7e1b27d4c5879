import { appendFileSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { RequestSpec } from '../../scenarios/shop/requests.ts';
import { del } from '../../scenarios/shop/requests.ts';
import type { CleanUp } from '../../scenarios/shop/shop.ts';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { OPEN_ACCESS } from '../admission/access.ts';
import { closeCountedServers, startCountedServer } from '../workshop/testing/counted-server.ts';
import { cleanRun } from './clean-run.ts';

afterEach(closeCountedServers);

const RUN = 'run-1';
const CANCEL: RequestSpec<CleanUp> = {
  method: 'POST',
  path: ({ id }) => `/orders/${id}/cancel`,
  options: { json: ({ run }: CleanUp) => ({ why: run }) },
};

async function cleaned(
  said: readonly object[],
  { clean = [CANCEL], answer = (_: IncomingMessage, response: ServerResponse) => response.end() } = {},
) {
  const folder = temporaryFolder();
  const notes: string[] = [];
  const file = (name: string): string => join(folder, name);
  for (const line of said)
    appendFileSync(file('console'), `${JSON.stringify({ msg: JSON.stringify(line) })}\n`);
  const east = await startCountedServer('127.0.0.1', answer);
  const north = await startCountedServer('127.0.0.1', answer);
  const office = await startCountedServer('127.0.0.1', answer);
  const report = await cleanRun({
    folder: { file, note: (_kind, reason) => notes.push(reason) },
    run: {
      id: RUN,
      targets: { east: `http://127.0.0.1:${east.port}`, north: `http://127.0.0.1:${north.port}` },
      namedHosts: { office: `http://127.0.0.1:${office.port}` },
      hosts: {},
    },
    clean,
    mark: { header: 'X-Rehearsal' },
    access: { ...OPEN_ACCESS, headers: { Authorization: 'Bearer t' } },
    signal: new AbortController().signal,
  });
  return { report, notes, file, east: east.requests, north: north.requests, office: office.requests };
}

const promised = (regions: object) => ({ carnival: 'promises', phase: 'burst', vu: '0', regions });

describe('what a rehearsal leaves behind', () => {
  it('is taken back where it was ordered, with credentials and the mark', async () => {
    const { report, notes, file, east, north } = await cleaned([
      promised({ east: { order: ['a 1.00'] }, north: { order: ['b'], unsure: ['order c'] } }),
    ]);
    expect(report).toMatchObject({ cleaned: 2, failed: [], left: [] });
    expect(east.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /orders/a/cancel']);
    expect(north.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /orders/b/cancel']);
    expect(east[0]!.headers).toMatchObject({
      authorization: 'Bearer t',
      'x-rehearsal': RUN,
      'x-carnival-run': RUN,
      'content-type': 'application/json',
    });
    expect(notes).toEqual(['clean-up: 2 of 2 orders were taken back']);
    expect(JSON.parse(readFileSync(file('cleanUp'), 'utf8'))).toEqual(report);
  });

  it('is taken back at the host that the shop names for it', async () => {
    const { report, east, office } = await cleaned([promised({ east: { order: ['a'] } })], {
      clean: [{ ...CANCEL, options: { host: 'office' } }],
    });
    expect(report).toMatchObject({ cleaned: 1, failed: [], left: [] });
    expect(office.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /orders/a/cancel']);
    expect(east).toEqual([]);
  });

  it('stays where the run has not admitted that host', async () => {
    const { report, east } = await cleaned([promised({ east: { order: ['a'] } })], {
      clean: [{ ...CANCEL, options: { host: 'constructor' } }],
    });
    expect(report!.failed).toMatchObject([{ id: 'a', said: expect.stringContaining('host constructor') }]);
    expect(east).toEqual([]);
  });

  it('stays and is named where the shop refuses', async () => {
    const { report, notes } = await cleaned([promised({ east: { order: ['a'] } })], {
      clean: [del(() => '/x') as unknown as RequestSpec<CleanUp>],
      answer: (_, response) => response.writeHead(403).end('no'),
    });
    expect(report!.failed).toEqual([{ id: 'a', status: 403, said: '"no"' }]);
    expect(notes[0]).toMatch(/0 of 1 order was taken back; 1 could not be, such as a \(403: "no"\)/);
  });

  it('is left alone if the shop says no way', async () => {
    const { report, east, notes } = await cleaned([promised({ east: { order: ['a'] } })], { clean: [] });
    expect([report, east, notes]).toEqual([null, [], []]);
  });
});
