import { afterEach, describe, expect, it, vi } from 'vitest';
import { SHOP_REPLICA } from '../../scenarios/metrics.ts';
import { closeAll, startBalancer, TOKEN } from './testing/balancer-in-process.ts';

afterEach(closeAll);

const PATIENCE = { timeout: 10_000, interval: 2 };
const until = (holds: () => boolean) => vi.waitFor(() => expect(holds()).toBe(true), PATIENCE);

async function ready(...args: Parameters<typeof startBalancer>) {
  const started = await startBalancer(...args);
  started.begin();
  const { asked } = started.now();
  await until(() => started.now().ready === asked);
  return started;
}
/** A region that answers only when it is let. */
function slowRegion() {
  const waiting: (() => void)[] = [];
  const region: NonNullable<Parameters<typeof startBalancer>[1]> = (_request, response) =>
    void waiting.push(() => response.end('at last'));
  const letGo = () => {
    for (const answer of waiting.splice(0)) answer();
  };
  return { region, waiting, letGo };
}

describe('a request', () => {
  it('passes both ways unchanged: method, path, query, headers, bytes of the body, status', async () => {
    const { call, reached } = await ready({}, ({ method }, response, body) => {
      response.writeHead(201, 'Created', [
        ...['X-Method', method!, 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'],
        ...['Content-Type', 'application/octet-stream', 'Content-Length', String(body.length)],
      ]);
      response.end(body);
    });
    const bytes = Buffer.from([0, 255, 13, 10, 128, 195, 40]);
    const { status, headers, body } = await call('/orders?a=%20b&c', {
      method: 'POST',
      headers: { 'X-Forwarded-For': '10.0.0.1', 'Idempotency-Key': 'k', Host: 'shop.example' },
      body: bytes,
    });
    expect(reached).toMatchObject([{ url: '/orders?a=%20b&c', body: bytes }]);
    expect(reached[0]!.headers).toMatchObject({
      ...{ host: 'shop.example', 'x-forwarded-for': '10.0.0.1', 'idempotency-key': 'k' },
    });
    expect(reached[0]!.headers).not.toHaveProperty('x-carnival-hold-ms');
    expect([status, body]).toEqual([201, bytes.toString()]);
    expect(headers).toMatchObject({ 'x-method': 'POST', 'set-cookie': ['a=1', 'b=2'] });
  });

  it('with a body in chunks, or none at all, or a HEAD, arrives whole', async () => {
    const { call, reached } = await ready({}, (_request, response) => {
      response.writeHead(200, { 'content-length': '5' }).end('hello');
    });
    await call('/a', { method: 'POST', headers: { 'transfer-encoding': 'chunked' }, body: 'in chunks' });
    await call('/b', { method: 'DELETE' });
    const head = await call('/c', { method: 'HEAD' });
    expect(reached.map(({ body }) => body.toString())).toEqual(['in chunks', '', '']);
    expect([head.status, head.headers['content-length'], head.body]).toEqual([200, '5', '']);
  });

  it('cannot say itself for how long it is held', async () => {
    const { call } = await ready();
    const before = performance.now();
    await call('/home', { headers: { 'X-Carnival-Hold-Ms': '60000' } });
    expect(performance.now() - before).toBeLessThan(30_000);
  });

  it('whose body is far too long is refused, and goes nowhere', async () => {
    const { call, reached } = await ready();
    const { status } = await call('/orders', { method: 'POST', body: Buffer.alloc(2 * 1024 * 1024) });
    expect([status, reached]).toEqual([413, []]);
  });

  it('that cannot be passed on is refused, and its replica is not to blame', async () => {
    const { call, now, told } = await ready();
    expect((await call('*', { method: 'OPTIONS' })).status).toBe(400);
    expect([now().ready, told.at(-1)]).toEqual([1, 'ready r1']);
    expect((await call('/home')).body).toBe('here');
  });

  it('for which there is no room in the line gets a 503 that says when to try again', async () => {
    const { region, letGo, waiting } = slowRegion();
    const { call, now } = await ready({ atOnce: 1, queueEach: 1 }, region);
    const first = call('/home');
    await until(() => waiting.length === 1);
    const second = call('/home');
    await until(() => now().waiting === 1);
    const third = await call('/home');
    expect([third.status, third.headers['retry-after']]).toEqual([503, '1']);
    expect(JSON.parse(third.body).error.code).toBe('no_room');
    letGo();
    await until(() => waiting.length === 1);
    letGo();
    expect([(await first).status, (await second).status]).toEqual([200, 200]);
  });

  it('whose client hangs up while it waits never reaches the region', async () => {
    const { region, letGo, waiting } = slowRegion();
    const { call, now, reached } = await ready({ atOnce: 1 }, region);
    const first = call('/first');
    await until(() => waiting.length === 1);
    const leaving = new AbortController();
    const gone = call('/gone', { signal: leaving.signal }).catch(() => 'gone');
    await until(() => now().waiting === 1);
    leaving.abort();
    expect(await gone).toBe('gone');
    await until(() => now().waiting === 0);
    letGo();
    await first;
    const last = call('/last');
    await until(() => waiting.length === 1);
    letGo();
    await last;
    expect(reached.map(({ url }) => url)).toEqual(['/first', '/last']);
  });

  it('gets a 502 when the region does not answer, and takes its place no longer', async () => {
    const { call, now, ownServer } = await ready();
    ownServer.close().closeAllConnections();
    const { status, body } = await call('/home');
    expect([status, JSON.parse(body).error.code]).toEqual([502, 'region_down']);
    expect((await call('/healthz')).status).toBe(502);
    expect(now().inHand).toBe(0);
  });

  it('gets a 502 when its replica breaks off; the replica is ended, started again, and serves', async () => {
    const { region, waiting } = slowRegion();
    const { call, now, replicas, told } = await ready({ atOnce: 1 }, (request, response, body) =>
      request.url === '/slow' ? region(request, response, body) : response.end('quick'),
    );
    const lost = call('/slow');
    await until(() => waiting.length === 1);
    // Nobody has told yet that its process is gone.
    replicas[0]!.server.close().closeAllConnections();
    const { status, body } = await lost;
    expect([status, JSON.parse(body).error.code]).toEqual([502, 'replica_died']);
    await until(() => now().ready === 1);
    expect((await call('/home')).body).toBe('quick');
    expect(told.slice(-3)).toEqual(['died r1', 'started r1', 'ready r1']);
  });
});

it.each(['/healthz', '/carnival-environment', '/metrics/breakers', '/admin/faults', '/documentation'])(
  '%s goes straight to the region, though all places are taken',
  async (path) => {
    const { region, waiting, letGo } = slowRegion();
    const { call } = await ready({ atOnce: 1, queueEach: 0 }, (request, response, body) =>
      request.url === '/slow' ? region(request, response, body) : response.end(request.url),
    );
    const slow = call('/slow');
    await until(() => waiting.length === 1);
    expect((await call(path)).body).toBe(path);
    letGo();
    await slow;
  },
);

describe('/admin/replicas', () => {
  it('tells how many there are and what they do, and sets how many there are to be', async () => {
    const { admin, now, told } = await ready();
    const before = JSON.parse((await admin()).body);
    expect(before).toEqual({
      ...{ asked: 1, ready: 1, inHand: 0, waiting: 0 },
      replicas: [
        {
          ...before.replicas[0],
          id: 'r1',
          inHand: 0,
          busyMs: 0,
          startedAtMs: before.replicas[0].createdAtMs,
        },
      ],
    });
    expect(before.replicas[0].readyAtMs).toBeGreaterThanOrEqual(before.replicas[0].startedAtMs);
    expect(Math.abs(before.replicas[0].createdAtMs - Date.now())).toBeLessThan(60_000);
    expect(JSON.parse((await admin(3)).body)).toMatchObject({ asked: 3, ready: 1 });
    await until(() => now().ready === 3);
    expect(JSON.parse((await admin(2)).body)).toMatchObject({ asked: 2, ready: 2 });
    await until(() => now().replicas.length === 2);
    expect(told.slice(-2)).toEqual(['ending r3', 'ended r3']);
  });

  it.each([{ wanted: -1 }, { wanted: 5 }, { wanted: 1.5 }, { wanted: '2' }, { wanted: null }])(
    'refuses $wanted with a 400, and changes nothing',
    async ({ wanted }) => {
      const { admin, now } = await ready();
      const { status, body } = await admin(wanted);
      expect([status, JSON.parse(body).error.message]).toEqual([400, expect.stringContaining('from 0 to 4')]);
      expect(now().asked).toBe(1);
    },
  );

  it('is for those who know the token, and takes GET and PUT', async () => {
    const { admin, call, now } = await ready();
    expect((await admin(3, 'Bearer wrong')).status).toBe(401);
    expect((await call('/admin/replicas')).status).toBe(401);
    const authorization = `Bearer ${TOKEN}`;
    const posted = await call('/admin/replicas', { method: 'POST', headers: { authorization } });
    expect([posted.status, posted.headers.allow]).toEqual([405, 'GET, PUT']);
    const garbled = await call('/admin/replicas', { method: 'PUT', headers: { authorization }, body: '{' });
    expect([garbled.status, now().asked]).toEqual([400, 1]);
  });
});

describe('/metrics', () => {
  it('has the region’s figures, and the balancer’s own by replica', async () => {
    const { call } = await ready({ count: 2 }, (request, response) => {
      if (request.url === '/metrics')
        response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4', 'content-length': '7' });
      response.end('mine 1\n');
    });
    await call('/home');
    const { headers, body } = await call('/metrics');
    expect(headers['content-type']).toBe('text/plain; version=0.0.4');
    expect(body).toMatch(/^mine 1$/m);
    for (const name of Object.values(SHOP_REPLICA)) expect(body).toMatch(new RegExp(`^${name}{`, 'm'));
    expect(body).toMatch(/^carnival_shop_replicas_ready\{region="east"\} 2$/m);
    const busy = [...body.matchAll(/busy_seconds_total\{replica="(r\d)",region="east"\} (\S+)$/gm)];
    expect(busy.map(([, id, seconds]) => [id, Number(seconds) > 0])).toEqual([
      ['r1', true],
      ['r2', false],
    ]);
    const ready2 = Number(/replica_ready_seconds\{replica="r2",region="east"\} (\S+)$/m.exec(body)![1]);
    expect(Math.abs(ready2 - Date.now() / 1000)).toBeLessThan(60);
  });

  it('is what the region answers, if that is no 200', async () => {
    const { call } = await ready({}, (_request, response) => response.writeHead(500).end('broken'));
    expect(await call('/metrics')).toMatchObject({ status: 500, body: 'broken' });
  });
});
