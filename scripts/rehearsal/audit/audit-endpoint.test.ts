import { afterEach, describe, expect, it } from 'vitest';
import type { StoredOrder } from '../../audit/contract/stored-order.ts';
import { closeServers, type EndpointAnswer, startEndpoint } from '../../workshop/testing/audit-endpoint.ts';
import { endpoint } from './audit-endpoint.ts';

afterEach(closeServers);

async function rowsFrom(
  answer: EndpointAnswer,
  ids: readonly string[],
  {
    addresses = ['127.0.0.1'],
    headers = {},
  }: { addresses?: string[]; headers?: Record<string, string> } = {},
) {
  const server = await startEndpoint(answer);
  const rows: StoredOrder[] = [];
  const source = endpoint({ url: new URL(`${server.url}/audit?shop=1`), addresses }, headers);
  const signal = AbortSignal.timeout(60_000);
  const error = await source
    .read({ runId: 'run-1', ids: () => ids, take: (row) => rows.push(row), signal })
    .then(
      () => null,
      (reason: Error) => reason,
    );
  return { rows, error, requests: server.requests, name: source.name, url: server.url };
}
const all: EndpointAnswer = ({ ids }) => ({ orders: ids.map((id) => ({ id, state: 'paid' })) });

describe('an endpoint', () => {
  it('is asked for a thousand ids at a time, with the run and its own headers', async () => {
    const ids = Array.from({ length: 2001 }, (_, i) => `o-${i}`);
    const { rows, error, requests, name, url } = await rowsFrom(all, ids, {
      headers: { authorization: 'Bearer x' },
    });
    expect(error).toBeNull();
    expect(rows.map(({ id }) => id)).toEqual(ids);
    expect(requests.map(({ body }) => body.ids.length)).toEqual([1000, 1000, 1]);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: '/audit?shop=1',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json', 'x-carnival-run': 'run-1' },
      body: { run: 'run-1' },
    });
    expect(name).toBe(`${url}/audit`);
  });

  it('is asked at the next of its checked addresses when nobody listens at the first', async () => {
    const { error, requests } = await rowsFrom(all, ['a'], { addresses: ['127.0.0.9', '127.0.0.1'] });
    expect([error, requests.length]).toEqual([null, 1]);
  });

  it.each<{ what: string; answer: EndpointAnswer; want: RegExp }>([
    {
      what: 'an error',
      answer: () => ({ status: 500, text: 'oops\u001b' }),
      want: /^answered 500 "oops\\u001b"$/,
    },
    { what: '404', answer: () => ({ status: 404, text: '' }), want: /^answered 404 ""$/ },
    {
      what: 'a redirect',
      answer: () => ({ status: 302, location: 'http://elsewhere/' }),
      want: /^redirects to "http:\/\/elsewhere\/" \(302\), and redirects are not followed$/,
    },
    {
      what: 'a web page',
      answer: () => ({ text: '<html>' }),
      want: /^it answered "<html>", which is not JSON$/,
    },
    { what: 'NUL bytes', answer: () => ({ text: '\u0000\u0000' }), want: /which is not JSON$/ },
    { what: 'a list', answer: () => ({ text: '[]' }), want: /^its answer is not the contract's: / },
    {
      what: 'no orders',
      answer: () => ({ text: '{}' }),
      want: /^its answer is not the contract's: orders: /,
    },
    {
      what: 'a number for an id',
      answer: () => ({ text: '{"orders":[{"id":7}]}' }),
      want: /^its answer is not the contract's: orders\.0\.id: /,
    },
    {
      what: 'rows of other requests',
      answer: () => ({ orders: [{ id: 'x' }] }),
      want: /^there is a row of "x", which that request did not ask for$/,
    },
    {
      what: 'a huge body',
      answer: () => ({ text: ' '.repeat(9e6) }),
      want: /^gave no answer: an answer above 8388608 bytes$/,
    },
    { what: 'nothing', answer: () => 'hang-up', want: /^gave no answer: socket hang up$/ },
  ])('that answers $what is told in one sentence', async ({ answer, want }) => {
    const { rows, error } = await rowsFrom(answer, ['a']);
    expect(rows).toEqual([]);
    expect(error?.message).toMatch(want);
    expect(['SourceError', 'ContractError']).toContain(error?.name);
    expect(error?.message).not.toContain('\n');
  });

  it('that never ends its answer is given up on when the audit is', async () => {
    const server = await startEndpoint(() => 'trickle');
    const source = endpoint({ url: new URL(server.url), addresses: ['127.0.0.1'] });
    const abort = new AbortController();
    const read = source.read({ runId: 'r', ids: () => ['a'], take: () => undefined, signal: abort.signal });
    setTimeout(() => abort.abort(new Error('SIGINT came')), 100);
    await expect(read).rejects.toMatchObject({
      name: 'SourceError',
      message: 'gave no answer: it was given up on: SIGINT came',
    });
  });
});
