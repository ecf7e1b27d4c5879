/** The faults of a boundary, told over its control port and seen by a caller over real sockets. */
import http from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '../workshop/testing/processes.ts';
import { liftBoundaryFaults, readBoundaryFaults, setBoundaryFaults } from './boundary-client.ts';
import { call, endAll, metricsOf, openBoundary, startDependency, TOKEN } from './testing/boundary-process.ts';

afterEach(endAll);

const LONG_MS = 60_000;

async function open(answer = 'fine') {
  const bank = await startDependency((request, response) => {
    request.resume().on('end', () => response.end(answer));
  });
  const boundary = await openBoundary(bank.origin);
  const set = (...faults: Parameters<typeof setBoundaryFaults>[2]) =>
    setBoundaryFaults(boundary.control, TOKEN, faults, LONG_MS);
  return { bank, boundary, set, lift: () => liftBoundaryFaults(boundary.control, TOKEN), url: boundary.url };
}

const timed = async <Result>(work: Promise<Result>) => {
  const beganAtMs = performance.now();
  const result = await work;
  return { result, tookMs: performance.now() - beganAtMs };
};
const isInFlight = (boundary: Parameters<typeof metricsOf>[0], calls: number) =>
  vi.waitFor(async () => expect(await metricsOf(boundary)).toMatchObject({ in_flight: calls }), PATIENCE);

describe('a fault of kind', () => {
  it('latency makes each call wait, and is lifted for those that wait', async () => {
    const { url, set, lift, boundary } = await open();
    await set({ kind: 'latency', medianMs: 300, p99Ms: 300 });
    const { result, tookMs } = await timed(call(url, { method: 'POST', body: 'x' }));
    expect(result.body).toBe('fine');
    expect(tookMs).toBeGreaterThan(290);
    await set({ kind: 'latency', medianMs: 500_000, p99Ms: 500_000 });
    const waiting = call(url);
    await isInFlight(boundary, 1);
    await lift();
    expect((await waiting).body).toBe('fine');
    expect(await metricsOf(boundary)).toMatchObject({ 'answers latency': 2, 'answers passed': 0 });
  });

  it('error answers with its status, and asks nobody', async () => {
    const { url, set, bank, boundary } = await open();
    await set({ kind: 'error', status: 503 });
    expect(await metricsOf(boundary)).toMatchObject({ 'fault error': 1, 'fault hang': 0 });
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let i = 0; i < 3; i++)
      expect(await call(url, { agent, method: 'POST', body: 'x'.repeat(100_000) })).toMatchObject({
        status: 503,
        headers: { 'x-carnival-boundary': 'fault' },
      });
    agent.destroy();
    expect(bank.requests).toEqual([]);
    expect(await metricsOf(boundary)).toMatchObject({ arrivals: 3, 'answers error': 3 });
  });

  it('hang answers nobody until it is lifted; a caller that gives up counts as hung', async () => {
    const { url, set, lift, bank, boundary } = await open();
    await set({ kind: 'hang' });
    const given = call(url, { timeout: 200 });
    const hanging = call(url, { method: 'POST', body: 'x' });
    const impatient = http.get(url, { agent: false }).on('error', () => undefined);
    void given;
    await isInFlight(boundary, 3);
    impatient.destroy();
    await isInFlight(boundary, 2);
    expect(bank.requests).toEqual([]);
    // Set anew, as a drill that goes on does: they hang on.
    await set({ kind: 'hang' }, { kind: 'latency', medianMs: 1, p99Ms: 1 });
    expect(await metricsOf(boundary)).toMatchObject({ in_flight: 2, 'answers hang': 1 });
    await lift();
    expect([(await hanging).body, (await given).body]).toEqual(['fine', 'fine']);
    expect(await metricsOf(boundary)).toMatchObject({ in_flight: 0, 'answers hang': 3 });
  });

  it('reset ends the connection with RST', async () => {
    const { url, set, bank, boundary } = await open();
    await set({ kind: 'reset' });
    await expect(call(url)).rejects.toMatchObject({ code: 'ECONNRESET', message: 'read ECONNRESET' });
    expect(bank.requests).toEqual([]);
    expect(await metricsOf(boundary)).toMatchObject({ 'answers reset': 1, in_flight: 0 });
  });

  it('slow-body lets the body trickle, whole and at its speed, and is lifted for those that trickle', async () => {
    const text = 'x'.repeat(3000);
    const { url, set, lift, boundary } = await open(text);
    await set({ kind: 'slow-body', bytesPerSecond: 6000 });
    const { result, tookMs } = await timed(call(url));
    expect(result.body).toBe(text);
    expect(tookMs).toBeGreaterThan(480);
    await set({ kind: 'slow-body', bytesPerSecond: 10 });
    const trickling = call(url);
    await isInFlight(boundary, 1);
    await lift();
    expect((await trickling).body).toBe(text);
    expect(await metricsOf(boundary)).toMatchObject({ 'answers slow-body': 2 });
  });

  it('slow-body holds back the dependency too: a large body is not hoarded', async () => {
    const bytes = 200 * 1024 * 1024;
    let sentBytes = 0;
    const bank = await startDependency((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const write = (): void => {
        while (sentBytes < bytes) {
          sentBytes += chunk.length;
          if (!response.write(chunk)) return;
        }
        response.end();
      };
      response.on('drain', write);
      write();
    });
    const boundary = await openBoundary(bank.origin);
    await setBoundaryFaults(boundary.control, TOKEN, [{ kind: 'slow-body', bytesPerSecond: 1000 }], LONG_MS);
    const request = http.get(boundary.url, { agent: false }).on('error', () => undefined);
    const response = await new Promise<http.IncomingMessage>((resolve) => request.once('response', resolve));
    response.on('error', () => undefined);
    await new Promise((resolve) => response.once('data', resolve));
    expect(sentBytes).toBeLessThan(bytes / 4);
    request.destroy();
  });

  it('refuse: nobody listens, and open connections are closed; lifted, the same port listens again', async () => {
    const { url, set, lift, boundary } = await open();
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const closed = new Promise<void>((resolve) => {
      agent.on('free', (socket) => socket.once('close', () => resolve()));
    });
    await call(url, { agent });
    await set({ kind: 'refuse' });
    await closed;
    await expect(call(url)).rejects.toThrow('ECONNREFUSED');
    expect(await metricsOf(boundary)).toMatchObject({ arrivals: 1, 'fault refuse': 1 });
    await lift();
    await vi.waitFor(async () => expect((await call(url)).body).toBe('fine'), PATIENCE);
    agent.destroy();
  });

  it('with a share strikes that share', async () => {
    const { url, set, bank } = await open();
    await set({ kind: 'error', status: 500, share: 0.3 });
    const agent = new http.Agent({ keepAlive: true });
    const answers = await Promise.all(Array.from({ length: 500 }, () => call(url, { agent })));
    agent.destroy();
    const failed = answers.filter(({ status }) => status === 500).length;
    // 150 are expected. Chance leaves this range once in ten million.
    expect(failed).toBeGreaterThan(95);
    expect(failed).toBeLessThan(205);
    expect(bank.requests).toHaveLength(500 - failed);
  });
});

describe('faults', () => {
  it('lift by themselves when their time has passed: whoever set them may be dead', async () => {
    const { url, boundary } = await open();
    const state = await setBoundaryFaults(boundary.control, TOKEN, [{ kind: 'hang' }], 400);
    expect(state.liftsAtMs! - state.setAtMs!).toBe(400);
    const { result, tookMs } = await timed(call(url));
    expect(result.body).toBe('fine');
    expect(tookMs).toBeGreaterThan(100);
    expect(await readBoundaryFaults(boundary.control, TOKEN)).toEqual({
      boundary: 'bank',
      faults: [],
      setAtMs: null,
      liftsAtMs: null,
    });
  });

  it('set later replace those before, with a time of their own', async () => {
    const { url, boundary } = await open();
    await Promise.all([
      setBoundaryFaults(boundary.control, TOKEN, [{ kind: 'error', status: 500 }], 300),
      setBoundaryFaults(boundary.control, TOKEN, [{ kind: 'error', status: 500 }], 300),
    ]);
    await setBoundaryFaults(boundary.control, TOKEN, [{ kind: 'error', status: 501 }], LONG_MS);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await call(url)).status).toBe(501);
    expect((await readBoundaryFaults(boundary.control, TOKEN)).faults).toEqual([
      { kind: 'error', status: 501 },
    ]);
  });

  it('of a boundary that is asked for its health change nothing about it', async () => {
    const { set, boundary, bank } = await open();
    await set({ kind: 'refuse' });
    const { body } = await call(new URL('/healthz', boundary.control).href);
    expect(JSON.parse(body)).toEqual({ boundary: 'bank', to: bank.origin, isReachable: true, reason: null });
    expect(bank.requests).toEqual([]);
  });
});

describe('the control port', () => {
  const PUT = {
    method: 'PUT',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
  };
  const body = JSON.stringify({ faults: [{ kind: 'hang' }], forMs: 1000 });
  it.each([
    { given: 'no token', more: { headers: { 'content-type': 'application/json' } }, want: 401 },
    {
      given: 'a wrong token',
      more: { headers: { ...PUT.headers, authorization: `Bearer ${TOKEN}x` } },
      want: 401,
    },
    {
      given: 'another host (DNS rebinding)',
      more: { headers: { ...PUT.headers, host: 'evil.example:9444' } },
      want: 403,
    },
    {
      given: 'a page as its origin',
      more: { headers: { ...PUT.headers, origin: 'http://localhost:3000' } },
      want: 403,
    },
    {
      given: 'a preflight',
      more: { method: 'OPTIONS', body: '', headers: { origin: 'http://evil.example' } },
      want: 403,
    },
    { given: 'text', more: { headers: { ...PUT.headers, 'content-type': 'text/plain' } }, want: 415 },
    { given: 'broken JSON', more: { body: '{"faults":' }, want: 400 },
    { given: 'a prototype', more: { body: '{"__proto__":{"a":1}}' }, want: 400 },
    { given: 'no body', more: { body: '' }, want: 400 },
    { given: 'null', more: { body: 'null' }, want: 400 },
    { given: 'too much', more: { body: JSON.stringify({ faults: 'x'.repeat(70_000) }) }, want: 413 },
    { given: 'an unknown path', more: { path: '/fault' }, want: 404 },
    { given: 'another method', more: { method: 'POST' }, want: 404 },
  ])('refuses $given, and sets nothing', async ({ more, want }) => {
    const { boundary } = await open();
    const url = new URL('/faults', boundary.control).href;
    const answer = await call(url, { ...PUT, body, ...more });
    expect(answer.status).toBe(want);
    expect(JSON.parse(answer.body).mistakes.length).toBeGreaterThan(0);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    expect((await readBoundaryFaults(boundary.control, TOKEN)).faults).toEqual([]);
  });

  it('tells all mistakes of a body at once', async () => {
    const { boundary } = await open();
    const faults = [{ kind: 'latency', medianMs: -1, p99Ms: 5 }, { kind: 'eror' }];
    const answer = await call(new URL('/faults', boundary.control).href, {
      ...PUT,
      body: JSON.stringify({ faults, formS: 1 }),
    });
    expect(answer.status).toBe(400);
    const { mistakes } = JSON.parse(answer.body) as { mistakes: { path: string }[] };
    expect(mistakes.map(({ path }) => path).sort()).toEqual([
      'faults[0].medianMs',
      'faults[1].kind',
      'forMs',
      'formS',
    ]);
  });

  it('is known as localhost and ::1 too, on any port, for it may come by a tunnel', async () => {
    const { boundary } = await open();
    for (const host of ['localhost:1', '127.0.0.1', '[::1]:9555'])
      expect((await call(new URL('/metrics', boundary.control).href, { headers: { host } })).status).toBe(
        200,
      );
  });
});
