import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { OPEN_ACCESS } from '../admission/access.ts';
import { closeCountedServers, startCountedServer } from '../workshop/testing/counted-server.ts';
import { type CleanUpOptions, cleanUp, cleanUpInWords } from './clean-up.ts';

afterEach(closeCountedServers);

type Listener = (request: IncomingMessage, response: ServerResponse) => void;
const ok: Listener = (_, response) => response.end();

async function clean(ids: readonly string[], listener: Listener, options: Partial<CleanUpOptions> = {}) {
  const { port, requests } = await startCountedServer('127.0.0.1', listener);
  const report = await cleanUp({
    ids,
    request: (id) => ({
      method: 'POST',
      path: `/orders/${id}/cancel`,
      headers: { 'x-rehearsal': 'run-1' },
      body: '{}',
    }),
    origin: new URL(`http://127.0.0.1:${port}`),
    address: '127.0.0.1',
    access: OPEN_ACCESS,
    signal: new AbortController().signal,
    ...options,
  });
  return { report, sent: requests.map(({ method, url }) => `${method} ${url}`) };
}

describe('a clean-up', () => {
  it('takes every order back, one after the other', async () => {
    const { report, sent } = await clean(['a', 'b'], ok);
    expect(report).toEqual({ cleaned: 2, failed: [], left: [], endedBy: null });
    expect(sent).toEqual(['POST /orders/a/cancel', 'POST /orders/b/cancel']);
    expect(cleanUpInWords(report)).toBe('clean-up: 2 of 2 orders were taken back');
  });

  it('takes back an order that the target names in letters of its own', async () => {
    const { report, sent } = await clean(['订单 1', 'ä%2F'], ok);
    expect(report).toMatchObject({ cleaned: 2, failed: [] });
    expect(sent).toEqual([
      `POST /orders/${encodeURIComponent('订单 1')}/cancel`,
      `POST /orders/${encodeURIComponent('ä')}%2F/cancel`,
    ]);
  });

  it.each([
    { given: 'a header', request: { headers: { 'X-Order': 'a\r\nb' } } },
    { given: 'a path', request: { path: '/\ud800' } },
  ])('goes on where $given cannot be sent', async ({ request }) => {
    const { report } = await clean(['a', 'b'], ok, {
      request: (id) => ({ method: 'POST', path: `/${id}`, ...(id === 'a' ? request : {}) }),
    });
    expect(report).toMatchObject({ cleaned: 1, failed: [{ id: 'a', status: null }] });
  });

  it('sends no more than twenty a second, whatever is asked for', async () => {
    const beganMs = performance.now();
    await clean(['a', 'b', 'c', 'd', 'e'], ok, { perSecond: 1e9 });
    expect(performance.now() - beganMs).toBeGreaterThan(180);
  });

  it('tells what could not be cleaned, with the answer’s first words', async () => {
    const { report } = await clean(['a', 'b', 'c'], ({ url }, response) => {
      if (url?.includes('/a/')) response.writeHead(409).end('too late\u001b[2J');
      else if (url?.includes('/b/')) response.writeHead(302, { location: 'http://elsewhere/' }).end();
      else response.end();
    });
    expect(report).toEqual({
      cleaned: 1,
      failed: [
        { id: 'a', status: 409, said: '"too late\\u001b[2J"' },
        { id: 'b', status: 302, said: '"redirects to http://elsewhere/"' },
      ],
      left: [],
      endedBy: null,
    });
    expect(cleanUpInWords(report)).toBe(
      'clean-up: 1 of 3 orders were taken back; 2 could not be, such as a (409: "too late\\u001b[2J")',
    );
  });

  it('needs every request of an order, and sends none behind one that failed', async () => {
    const { report, sent } = await clean(
      ['a', 'b'],
      ({ url }, response) => response.writeHead(url === '/a/1' ? 500 : 200).end(),
      {
        request: (id) => [
          { method: 'PUT', path: `/${id}/1` },
          { method: 'DELETE', path: `/${id}/2` },
        ],
      },
    );
    expect(report).toMatchObject({ cleaned: 1, failed: [{ id: 'a', status: 500 }] });
    expect(sent).toEqual(['PUT /a/1', 'PUT /b/1', 'DELETE /b/2']);
  });

  it('takes what is gone already as deleted', async () => {
    const { report } = await clean(['a'], (_, response) => response.writeHead(404).end(), {
      request: (id) => ({ method: 'DELETE', path: `/${id}` }),
    });
    expect(report.cleaned).toBe(1);
  });

  it('goes on behind an order of which no request can be made, and sends nothing elsewhere', async () => {
    const { report, sent } = await clean(['a', 'b', 'c'], ok, {
      request: (id) => {
        if (id === 'a') throw new Error('no such order');
        return { method: 'POST', path: id === 'b' ? 'http://elsewhere/' : '/c' };
      },
    });
    expect(report.cleaned).toBe(1);
    expect(report.failed.map(({ said }) => said)).toEqual([
      'the request could not be made: no such order',
      'its path is "http://elsewhere/", and begins without /',
    ]);
    expect(sent).toEqual(['POST /c']);
  });

  it('gives up on a target that is gone', async () => {
    const ids = Array.from({ length: 15 }, (_, i) => `o-${i}`);
    const { report } = await clean(ids, ({ socket }) => socket.destroy());
    expect(report).toMatchObject({ cleaned: 0, endedBy: 'the last 10 requests got no answer' });
    expect([report.failed.length, report.left]).toEqual([10, ids.slice(10)]);
  });

  it('ends at an interrupt, and says how many are left', async () => {
    const abort = new AbortController();
    const { report, sent } = await clean(
      ['a', 'b', 'c'],
      ({ url }, response) => {
        if (url?.includes('/b/')) abort.abort(new Error('SIGINT came'));
        else response.end();
      },
      { signal: abort.signal },
    );
    expect(sent).toHaveLength(2);
    expect(report).toEqual({ cleaned: 1, failed: [], left: ['b', 'c'], endedBy: 'SIGINT came' });
    expect(cleanUpInWords(report)).toBe(
      'clean-up: 1 of 3 orders were taken back; 2 are left, because SIGINT came',
    );
  });
});
