import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { closeCountedServers, startCountedServer } from '../../workshop/testing/counted-server.ts';
import { type Asked, connectTheirs, severalSeries } from './their-prometheus.ts';

afterEach(closeCountedServers);

const ASKED: Asked = { query: 'up', when: { atMs: 1_000_500 }, limitMs: 2000 };
const nobody = async (): Promise<never> => {
  throw new Error('ENOTFOUND');
};
const success = (resultType: string, result: unknown, more: object = {}) =>
  JSON.stringify({ status: 'success', data: { resultType, result }, ...more });

async function answering(listener: RequestListener) {
  const server = await startCountedServer('127.0.0.1', listener);
  const url = `http://127.0.0.1:${server.port}`;
  return { server, theirs: await connectTheirs(url, { authorization: 'Bearer abc' }, nobody, 0) };
}
const saying = async (body: string, status = 200) =>
  (await answering((_, response) => response.writeHead(status).end(body))).theirs;

describe('an answer', () => {
  it.each([
    {
      given: 'vector',
      result: [{ metric: { pod: 'a' }, value: [1000.5, '0.5'] }],
      want: [{ labels: { pod: 'a' }, points: [{ atMs: 1_000_500, value: '0.5' }] }],
    },
    { given: 'scalar', result: [1, 'NaN'], want: [{ labels: {}, points: [{ atMs: 1000, value: 'NaN' }] }] },
    { given: 'vector', result: [], want: [] },
  ])('that is a $given is read as it is written', async ({ given, result, want }) => {
    expect(await (await saying(success(given, result))).ask(ASKED)).toEqual(want);
  });

  it('of a range has its samples in their time', async () => {
    const theirs = await saying(
      success('matrix', [
        {
          metric: {},
          values: [
            [1, '1'],
            [2, '+Inf'],
          ],
        },
      ]),
    );
    const when = { fromMs: 1000, untilMs: 2000, stepMs: 1000 };
    expect(await theirs.ask({ ...ASKED, when })).toEqual([
      {
        labels: {},
        points: [
          { atMs: 1000, value: '1' },
          { atMs: 2000, value: '+Inf' },
        ],
      },
    ]);
  });
});

describe('an answer that proves nothing is an error:', () => {
  it.each([
    {
      given: 'a mistake in the query',
      body: '{"status":"error","errorType":"bad_data","error":"1:3: parse error"}',
      status: 400,
      says: 'bad_data: 1:3: parse error',
    },
    {
      given: 'a warning',
      body: success('vector', [], { warnings: ['a store is missing'] }),
      says: 'a store is missing',
    },
    { given: 'a text', body: success('string', [1, 'x']), says: 'is a text' },
    {
      given: 'samples of a range where one was asked for',
      body: success('matrix', []),
      says: 'is a range of samples',
    },
    { given: 'a page', body: '<html>login</html>', says: 'is it a Prometheus?' },
    { given: 'something else in JSON', body: '{"status":"success","data":{}}', says: 'is it a Prometheus?' },
    { given: 'a gateway’s page', body: 'bad gateway', status: 502, says: 'answered 502' },
    { given: 'credentials that are refused', body: '', status: 401, says: 'refuses these credentials (401)' },
    { given: 'more than may come', body: `"${'x'.repeat(5_000_000)}"`, says: 'above 4194304 bytes' },
  ])('$given', async ({ body, status, says }) => {
    await expect((await saying(body, status)).ask(ASKED)).rejects.toMatchObject({
      name: 'PrometheusError',
      message: expect.stringContaining(says),
    });
  });

  it('a redirect, which is not followed', async () => {
    const elsewhere = await startCountedServer('127.0.0.1', (_, response) => response.end());
    const { theirs } = await answering((_, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${elsewhere.port}/` }).end(),
    );
    await expect(theirs.ask(ASKED)).rejects.toThrow('redirects are not followed');
    expect(elsewhere.requests).toEqual([]);
  });

  it('none within its time', async () => {
    const { theirs } = await answering(() => undefined);
    await expect(theirs.ask({ ...ASKED, limitMs: 100 })).rejects.toThrow('no answer within 100 ms');
  });

  it('none, because the run has to end', async () => {
    const { theirs } = await answering(() => undefined);
    const abort = new AbortController();
    const asked = theirs.ask({ ...ASKED, signal: abort.signal });
    setTimeout(() => abort.abort(new Error('SIGINT came')), 50);
    await expect(asked).rejects.toThrow('SIGINT came');
  });
});

describe('the user’s own Prometheus', () => {
  it('gets the credentials, and only questions that read', async () => {
    const { server, theirs } = await answering((_, response) => response.end(success('vector', [])));
    await theirs.ask(ASKED);
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /api/v1/query']);
    expect(server.requests[0]!.headers.authorization).toBe('Bearer abc');
  });

  it('is asked one question at a time, with a pause between two', async () => {
    let open = 0;
    let most = 0;
    const { server } = await answering((_, response) => {
      open++;
      most = Math.max(most, open);
      setTimeout(() => {
        open--;
        response.end(success('vector', []));
      }, 20);
    });
    const theirs = await connectTheirs(`http://127.0.0.1:${server.port}/`, {}, nobody, 30);
    const began = performance.now();
    await Promise.all([theirs.ask(ASKED), theirs.ask(ASKED), theirs.ask(ASKED)]);
    expect(most).toBe(1);
    expect(performance.now() - began).toBeGreaterThan(3 * 20 + 2 * 30 - 10);
  });

  it('may lie below a path, and is asked at the address that its name had', async () => {
    const server = await startCountedServer('127.0.0.1', (_, response) =>
      response.end(success('vector', [])),
    );
    const url = `http://metrics.example:${server.port}/prometheus/`;
    const theirs = await connectTheirs(url, {}, async () => ['127.0.0.1'], 0);
    await theirs.ask(ASKED);
    expect(server.requests[0]).toMatchObject({ url: '/prometheus/api/v1/query' });
    expect(server.requests[0]!.headers.host).toBe(`metrics.example:${server.port}`);
  });

  it.each([
    { addresses: [], says: 'resolves to no address' },
    { addresses: ['169.254.169.254'], says: 'instance metadata' },
  ])('is not asked at $addresses', async ({ addresses, says }) => {
    await expect(connectTheirs('http://metrics.example', {}, async () => addresses)).rejects.toThrow(says);
  });

  it('that has no name is told so', async () => {
    await expect(connectTheirs('http://metrics.example', {}, nobody)).rejects.toThrow(
      'does not resolve: ENOTFOUND',
    );
  });
});

it('several series are named, and not all of them', () => {
  const series = ['a', 'b', 'c', 'd'].map((pod) => ({ labels: { __name__: 'up', pod }, points: [] }));
  expect(severalSeries(series.slice(0, 1))).toBe(null);
  expect(severalSeries(series)).toBe(
    'gives 4 series, and one is needed: up{pod="a"}, up{pod="b"}, up{pod="c"}, …',
  );
});
