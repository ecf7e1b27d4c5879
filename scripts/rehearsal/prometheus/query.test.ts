import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { PrometheusAccess } from './access.ts';
import { connectPrometheus, type PrometheusFailure } from './query.ts';

interface Question {
  readonly path: string;
  readonly form: Record<string, string>;
  readonly authorization: string | undefined;
}
type Reply = (question: Question) => { readonly status: number; readonly body: string } | 'hang';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A stand-in for Prometheus. */
async function listen(reply: Reply): Promise<PrometheusAccess> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    const said = reply({
      path: request.url!,
      form: Object.fromEntries(new URLSearchParams(body)),
      authorization: request.headers.authorization,
    });
    if (said === 'hang') return;
    response.writeHead(said.status, { 'content-type': 'application/json' }).end(said.body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, user: 'run', password: 'secret' };
}

const json = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) });
const vector = (result: unknown) => json({ status: 'success', data: { resultType: 'vector', result } });
const matrix = (result: unknown) => json({ status: 'success', data: { resultType: 'matrix', result } });

describe('an instant query', () => {
  it('is asked at its time and answered with labels and numbers', async () => {
    const asked: Question[] = [];
    const access = await listen((question) => {
      asked.push(question);
      return vector([{ metric: { scenario: 'burst' }, value: [1795367999.95, '40'] }]);
    });
    expect(await connectPrometheus(access).instant('sum(x)', 1795367999950)).toEqual([
      { labels: { scenario: 'burst' }, value: 40 },
    ]);
    expect(asked).toEqual([
      {
        path: '/api/v1/query',
        form: { query: 'sum(x)', time: '1795367999.950' },
        authorization: `Basic ${Buffer.from('run:secret').toString('base64')}`,
      },
    ]);
  });

  it('has no samples when the metric does not exist', async () => {
    const access = await listen(() => vector([]));
    expect(await connectPrometheus(access).instant('sum(nothing)', 0)).toEqual([]);
  });

  it('accepts an answer with infos, which name no lost data', async () => {
    const access = await listen(() =>
      json({ status: 'success', data: { resultType: 'vector', result: [] }, infos: ['PromQL info: …'] }),
    );
    expect(await connectPrometheus(access).instant('x', 0)).toEqual([]);
  });
});

describe('a query that fails', () => {
  const cases: readonly {
    given: string;
    reply: Reply;
    limitMs?: number;
    want: PrometheusFailure;
    says: RegExp;
  }[] = [
    {
      given: 'a mistake in the query',
      reply: () =>
        json({ status: 'error', errorType: 'bad_data', error: 'parse error: unexpected end' }, 400),
      want: 'refused',
      says: /refused “up\(”: bad_data: parse error/,
    },
    {
      given: 'a query that took too long inside Prometheus',
      reply: () => json({ status: 'error', errorType: 'timeout', error: 'query timed out' }, 503),
      want: 'refused',
      says: /timeout: query timed out/,
    },
    {
      given: 'warnings, which mean that data are missing',
      reply: () =>
        json({
          status: 'success',
          data: { resultType: 'vector', result: [] },
          warnings: ['a block is corrupt'],
        }),
      want: 'incomplete',
      says: /warns about “up\(”: a block is corrupt/,
    },
    {
      given: 'a page of something else',
      reply: () => ({ status: 404, body: '<html>Not found</html>' }),
      want: 'unexpected',
      says: /answered 404 with “<html>Not found<\/html>”: is it a Prometheus\?/,
    },
    {
      given: 'another kind of result',
      reply: () => json({ status: 'success', data: { resultType: 'scalar', result: [0, '1'] } }),
      want: 'unexpected',
      says: /unknown answer/,
    },
    {
      given: 'no answer in time',
      reply: () => 'hang',
      limitMs: 300,
      want: 'unreachable',
      says: /does not answer POST \S+\/api\/v1\/query: no answer within 300 ms/,
    },
  ];
  it.each(cases)('rejects after $given', async ({ reply, limitMs, want, says }) => {
    const prometheus = connectPrometheus(await listen(reply), limitMs);
    const error = await prometheus.instant('up(', 0).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'PrometheusError', failure: want });
    expect((error as Error).message).toMatch(says);
  });

  it('says which address nobody listens at', async () => {
    const access = await listen(() => 'hang');
    await new Promise((resolve) => servers.pop()!.close(resolve));
    await expect(connectPrometheus(access).instant('up', 0)).rejects.toMatchObject({
      failure: 'unreachable',
      message: expect.stringMatching(
        new RegExp(`does not answer POST ${access.url}/api/v1/query: .*ECONNREFUSED`),
      ),
    });
  });
});

describe('a range query', () => {
  it('returns each series with its points in time', async () => {
    const access = await listen(() =>
      matrix([
        {
          metric: { region: 'east' },
          values: [
            [10, '1'],
            [11, '2.5'],
          ],
        },
      ]),
    );
    const span = { fromMs: 10_000, untilMs: 11_000, stepMs: 1000 };
    expect(await connectPrometheus(access).range('x', span)).toEqual([
      {
        labels: { region: 'east' },
        points: [
          { atMs: 10_000, value: 1 },
          { atMs: 11_000, value: 2.5 },
        ],
      },
    ]);
  });

  it('of half a day is asked in pieces that Prometheus accepts, with no second twice and none left out', async () => {
    const PROMETHEUS_POINTS_MAX = 11_000;
    const access = await listen(({ form }) => {
      const seconds = [];
      for (let at = Number(form.start); at <= Number(form.end); at++) seconds.push(at);
      if (seconds.length > PROMETHEUS_POINTS_MAX)
        return json({ status: 'error', errorType: 'bad_data', error: 'exceeded maximum resolution' }, 400);
      return matrix([{ metric: {}, values: seconds.map((at) => [at, String(at)]) }]);
    });
    const HALF_DAY_SECONDS = 43_200;
    const span = { fromMs: 0, untilMs: HALF_DAY_SECONDS * 1000, stepMs: 1000 };
    const [series] = await connectPrometheus(access).range('x', span);
    expect(series!.points.map(({ value }) => value)).toEqual(
      Array.from({ length: HALF_DAY_SECONDS + 1 }, (_, second) => second),
    );
  });

  it('that loads too many samples is asked in shorter pieces, with no second twice and none left out', async () => {
    const SECONDS_AT_ONCE_MAX = 70;
    let asked = 0;
    const access = await listen(({ form }) => {
      asked++;
      const from = Number(form.start);
      const seconds = Array.from({ length: Number(form.end) - from + 1 }, (_, i) => from + i);
      if (seconds.length > SECONDS_AT_ONCE_MAX)
        return json({ status: 'error', errorType: 'execution', error: 'too many samples' }, 422);
      return matrix([{ metric: {}, values: seconds.map((at) => [at, String(at)]) }]);
    });
    const span = { fromMs: 0, untilMs: 1_000_000, stepMs: 1000 };
    const [series] = await connectPrometheus(access).range('x', span);
    expect(series!.points.map(({ value }) => value)).toEqual(
      Array.from({ length: 1001 }, (_, second) => second),
    );
    // 1001, 501, 251, 126 seconds are too many; 63 at a time are not.
    expect(asked).toBe(4 + Math.ceil(1001 / 63));
  });

  it('that fails for every length is an error', async () => {
    const access = await listen(() => json({ status: 'error', errorType: 'execution', error: 'no' }, 422));
    const span = { fromMs: 0, untilMs: 50_000, stepMs: 1000 };
    await expect(connectPrometheus(access).range('x', span)).rejects.toMatchObject({ failure: 'refused' });
  });
});
