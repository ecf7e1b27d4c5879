/** A boundary between a caller and a dependency, over real sockets: what goes through, and how. */
import { createHash } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '../workshop/testing/processes.ts';
import { readBoundaryHealth } from './boundary-client.ts';
import { call, endAll, metricsOf, openBoundary, raw, startDependency } from './testing/boundary-process.ts';

afterEach(endAll);

const ok: http.RequestListener = (request, response) => {
  request.resume().on('end', () => response.end('{"ok":true}'));
};

describe('what goes through', () => {
  it('is the request with its body, and the answer with its headers, without what belongs to a connection', async () => {
    const seen: string[] = [];
    const bank = await startDependency((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => seen.push(text));
      request.on('end', () => {
        response.writeHead(201, 'Made', [
          ...['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'X-Mine', 'yes', 'X-Hop', 'no'],
          ...['Connection', 'keep-alive, X-Hop', 'Proxy-Authenticate', 'Basic', 'Content-Length', '4'],
        ]);
        response.end('made');
      });
    });
    const boundary = await openBoundary(bank.origin);
    const answer = await call(`${boundary.url}/pay?id=1`, {
      method: 'POST',
      body: '{"fen":990}',
      headers: {
        authorization: 'Bearer of-the-service',
        connection: 'close, X-Private',
        'x-private': 'no',
        te: 'trailers',
        'proxy-authorization': 'Basic no',
        'content-length': '11',
      },
    });
    expect(answer).toMatchObject({ status: 201, body: 'made' });
    expect(answer.headers).toMatchObject({ 'set-cookie': ['a=1', 'b=2'], 'x-mine': 'yes' });
    for (const name of ['x-hop', 'proxy-authenticate']) expect(answer.headers).not.toHaveProperty(name);
    const [request] = bank.requests;
    expect([request?.method, request?.url, seen.join('')]).toEqual(['POST', '/pay?id=1', '{"fen":990}']);
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer of-the-service',
      host: `127.0.0.1:${bank.port}`,
      via: '1.1 carnival-boundary',
    });
    for (const name of ['x-private', 'te', 'proxy-authorization'])
      expect(request?.headers).not.toHaveProperty(name);
    expect(await metricsOf(boundary)).toMatchObject({ arrivals: 1, 'answers passed': 1, in_flight: 0 });
  });

  it('uses the same connections again, on both sides', async () => {
    const bank = await startDependency(ok);
    const { url } = await openBoundary(bank.origin);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const sockets = new Set<unknown>();
    agent.on('free', (socket) => sockets.add(socket));
    for (let i = 0; i < 20; i++) expect((await call(url, { agent })).status).toBe(200);
    agent.destroy();
    expect([bank.connections(), sockets.size]).toEqual([1, 1]);
  });

  it.each([
    { method: 'HEAD', status: 200, headers: { 'content-length': '1000' } },
    { method: 'GET', status: 204, headers: {} },
    { method: 'GET', status: 304, headers: { etag: '"1"' } },
    { method: 'DELETE', status: 200, headers: { 'content-length': '0' } },
    { method: 'GET', status: 302, headers: { location: 'http://10.0.0.1/elsewhere', 'content-length': '0' } },
  ])(
    '$method answered with $status and no body, and the next call of the connection is in order',
    async ({ method, status, headers }) => {
      const bank = await startDependency((_request, response) => {
        response.writeHead(status, headers);
        response.end();
      });
      const { url } = await openBoundary(bank.origin);
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      for (let i = 0; i < 2; i++) {
        const answer = await call(url, { method, agent });
        expect(answer).toMatchObject({ status, body: '' });
        expect(answer.headers).toMatchObject(headers);
      }
      agent.destroy();
    },
  );

  it('streams both ways: more than any buffer holds, in chunks of unknown length, and each part as it comes', async () => {
    const MB = 1024 * 1024;
    const bank = await startDependency((request, response) => {
      const digest = createHash('sha256');
      response.writeHead(200, { 'x-first': 'now' });
      response.write('first');
      request.on('data', (chunk: Buffer) => digest.update(chunk));
      request.on('end', () => {
        response.write(digest.digest('hex'));
        response.end(Buffer.alloc(50 * MB, 'x'));
      });
    });
    const { url } = await openBoundary(bank.origin);
    const chunk = Buffer.alloc(MB, 'y');
    const sent = createHash('sha256');
    const request = http.request(url, { method: 'POST', agent: false });
    const answered = new Promise<http.IncomingMessage>((resolve) => request.once('response', resolve));
    request.write('begin');
    sent.update('begin');
    // Long before the request has ended.
    const response = await answered;
    const parts = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    expect((await parts.next()).value.toString()).toBe('first');
    for (let i = 0; i < 50; i++) {
      sent.update(chunk);
      if (!request.write(chunk)) await new Promise((resolve) => request.once('drain', resolve));
    }
    request.end();
    let bytes = 0;
    let head = '';
    for (let part = await parts.next(); part.done !== true; part = await parts.next()) {
      bytes += part.value.length;
      if (head.length < 64) head += part.value.toString('latin1');
    }
    expect(head.slice(0, 64)).toBe(sent.digest('hex'));
    expect(bytes).toBe(64 + 50 * MB);
  });

  it('answers Expect: 100-continue, and sends the body that follows', async () => {
    const bank = await startDependency(ok);
    const { url } = await openBoundary(bank.origin);
    const request = http.request(url, { method: 'PUT', headers: { expect: '100-continue' }, agent: false });
    request.flushHeaders();
    await new Promise((resolve) => request.once('continue', resolve));
    request.end('body');
    const [response] = (await new Promise((resolve) => request.once('response', (r) => resolve([r])))) as [
      http.IncomingMessage,
    ];
    expect(response.resume().statusCode).toBe(200);
    expect(bank.requests[0]?.headers).not.toHaveProperty('expect');
  });

  it('is HTTP/1.1 also for who asks for h2c, and never a tunnel', async () => {
    const bank = await startDependency(ok);
    const { url, port } = await openBoundary(bank.origin);
    const h2c = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' };
    expect((await call(url, { headers: h2c })).status).toBe(200);
    expect(bank.requests[0]?.headers).not.toHaveProperty('http2-settings');
    const socket = { connection: 'Upgrade', upgrade: 'websocket' };
    expect(await call(url, { headers: socket })).toMatchObject({ status: 501 });
    expect(await raw(port, 'CONNECT 10.0.0.1:80 HTTP/1.1\r\nHost: x\r\n\r\n')).toBe('');
    expect(bank.requests).toHaveLength(1);
  });

  it('asks nobody but the dependency, whatever host the request names', async () => {
    const bank = await startDependency(ok);
    const { port } = await openBoundary(bank.origin);
    const asked = `GET http://10.0.0.1/elsewhere?a=1 HTTP/1.1\r\nHost: 10.0.0.1\r\nConnection: close\r\n\r\n`;
    expect(await raw(port, asked)).toMatch(/^HTTP\/1.1 200 /);
    const slashes = `GET //10.0.0.1/elsewhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
    expect(await raw(port, slashes)).toMatch(/^HTTP\/1.1 200 /);
    expect(bank.requests.map(({ url, headers }) => [url, headers.host])).toEqual([
      ['/elsewhere?a=1', `127.0.0.1:${bank.port}`],
      ['//10.0.0.1/elsewhere', `127.0.0.1:${bank.port}`],
    ]);
  });
});

describe('a broken request', () => {
  const END = 'Host: x\r\nConnection: close\r\n';
  it.each([
    {
      given: 'two lengths',
      text: `POST / HTTP/1.1\r\n${END}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    },
    {
      given: 'two different Content-Length',
      text: `POST / HTTP/1.1\r\n${END}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd`,
    },
    {
      given: 'a Content-Length that is no number',
      text: `POST / HTTP/1.1\r\n${END}Content-Length: +4\r\n\r\nabcd`,
    },
    {
      given: 'a chunked that is not the last coding',
      text: `POST / HTTP/1.1\r\n${END}Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n`,
    },
    { given: 'a blank before the colon', text: `POST / HTTP/1.1\r\n${END}Content-Length : 4\r\n\r\nabcd` },
    {
      given: 'a bare line feed in a chunk',
      text: `POST / HTTP/1.1\r\n${END}Transfer-Encoding: chunked\r\n\r\n4\nabcd\r\n0\r\n\r\n`,
    },
    { given: 'no host', text: 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n' },
    { given: 'no HTTP', text: 'hello\r\n\r\n' },
    { given: 'a NUL in a header', text: `GET / HTTP/1.1\r\n${END}X: a\0b\r\n\r\n` },
    { given: 'a target of no form', text: `OPTIONS * HTTP/1.1\r\n${END}\r\n` },
  ])('with $given is refused, and the dependency never sees it', async ({ text }) => {
    const bank = await startDependency(ok);
    const { url, port } = await openBoundary(bank.origin);
    expect(await raw(port, text)).toMatch(/^HTTP\/1.1 400 /);
    expect(bank.requests).toEqual([]);
    expect((await call(url)).status).toBe(200);
  });

  it('with a head above 64 KiB is refused', async () => {
    const bank = await startDependency(ok);
    const { port } = await openBoundary(bank.origin);
    expect(await raw(port, `GET / HTTP/1.1\r\n${END}X: ${'x'.repeat(70_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 /,
    );
    expect(bank.requests).toEqual([]);
  });
});

describe('a dependency that fails', () => {
  it('is a 502 in JSON while it is down, and asked again once it is back', async () => {
    const bank = await startDependency(ok);
    const boundary = await openBoundary(bank.origin);
    expect((await readBoundaryHealth(boundary.control)).isReachable).toBe(true);
    await bank.stop();
    const answer = await call(boundary.url, { method: 'POST', body: 'a body' });
    expect(answer).toMatchObject({ status: 502, headers: { 'x-carnival-boundary': 'failed' } });
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'failed' } });
    await vi.waitFor(async () => {
      const health = await readBoundaryHealth(boundary.control);
      expect(health).toMatchObject({ isReachable: false, reason: expect.stringContaining('ECONNREFUSED') });
    }, PATIENCE);
    await startDependency(ok, bank.port);
    expect((await call(boundary.url)).status).toBe(200);
    expect(await metricsOf(boundary)).toMatchObject({ 'answers failed': 1, 'answers passed': 1 });
  });

  it('in mid-answer breaks the answer: it is never whole', async () => {
    const bank = await startDependency((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half of it');
      setTimeout(() => request.socket.destroy(), 50);
    });
    const boundary = await openBoundary(bank.origin);
    await expect(call(boundary.url)).rejects.toThrow(/aborted|ECONNRESET/);
    expect(await metricsOf(boundary)).toMatchObject({ 'answers failed': 1, 'answers passed': 0 });
  });

  it('in mid-upload is a 502, though the body was still on its way', async () => {
    const bank = await startDependency((request) => {
      request.once('data', () => request.socket.resetAndDestroy());
    });
    const boundary = await openBoundary(bank.origin);
    const request = http.request(boundary.url, { method: 'POST', agent: false });
    request.on('error', () => undefined);
    request.write('first part');
    const response = await new Promise<http.IncomingMessage>((resolve) => request.once('response', resolve));
    expect(response.statusCode).toBe(502);
    request.destroy();
  });
});

it('a caller that leaves frees the call at the dependency', async () => {
  const bank = await startDependency(() => undefined);
  const boundary = await openBoundary(bank.origin);
  const socket = net.connect(boundary.port, '127.0.0.1');
  socket.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
  await vi.waitFor(() => expect(bank.requests).toHaveLength(1), PATIENCE);
  expect(await metricsOf(boundary)).toMatchObject({ in_flight: 1 });
  socket.destroy();
  await vi.waitFor(() => expect(bank.left()).toBe(1), PATIENCE);
  await vi.waitFor(
    async () => expect(await metricsOf(boundary)).toMatchObject({ in_flight: 0, 'answers gone': 1 }),
    PATIENCE,
  );
});
