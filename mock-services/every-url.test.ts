/** The routes that the OpenAPI document leaves out, such as its own page: whatever is asked of them, no 5xx. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operationsOf } from './testing/fuzz-requests.ts';
import { type KnownRoute, knownRoutes } from './testing/known-routes.ts';
import { openTestShop, type TestShop } from './testing/test-shop.ts';

let shop: TestShop;
const agent = new http.Agent({ keepAlive: true });
beforeAll(async () => {
  shop = await openTestShop();
  await shop.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  agent.destroy();
  await shop.close();
});

interface Answer {
  readonly status: number;
  readonly body: string;
}
/** By a socket: fastify's `inject` tidies a path up before the server sees it. */
const ask = (method: string, path: string, headers: http.OutgoingHttpHeaders): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { port } = shop.app.server.address() as AddressInfo;
    const asked = http.request({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode!, body })).on('error', reject);
    });
    asked.on('error', reject).end();
  });

const asOpenApi = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');
/** Those that `fuzz.test.ts` cannot find in the document. */
function undocumented(): readonly KnownRoute[] {
  const documented = new Set(operationsOf(shop.app.swagger()).map(({ method, path }) => `${method} ${path}`));
  return knownRoutes(shop.app).filter(({ method, path }) => !documented.has(`${method} ${asOpenApi(path)}`));
}

const SEGMENTS = [
  ...[
    '',
    '.',
    '..',
    '%2e%2e',
    '%2e',
    '%2F',
    '%5c..',
    '%00',
    '%',
    '%E0%A4%A',
    '%F0%9F%92%A5',
    ';',
    '*',
    '~',
    '.git',
  ],
  ...['static', 'index.html', 'swagger-ui.css', 'swagger-ui.css.map', 'json', 'yaml', 'x'.repeat(2000)],
];
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  range: [
    'bytes=99999999-',
    'bytes=0-0',
    'bytes=-1',
    'bytes=5-2',
    'bytes=0-1,3-4',
    'bytes=',
    'lines=1-2',
    '-',
  ],
  'if-range': ['"x"', 'W/"x"', 'yesterday'],
  'if-match': ['*', '"x"', ''],
  'if-none-match': ['*', '"x"', 'W/"x"', ''],
  'if-modified-since': ['Thu, 18 Jun 2026 20:00:00 GMT', 'never', ''],
  'if-unmodified-since': ['Thu, 01 Jan 1970 00:00:00 GMT', 'never', ''],
  'accept-encoding': ['gzip', 'br;q=0, *', 'identity;q=0', ''],
  'transfer-encoding': ['chunked'],
};
const RUNS = 3000;

const headers: fc.Arbitrary<http.OutgoingHttpHeaders> = fc.record(
  Object.fromEntries(Object.entries(HEADERS).map(([name, values]) => [name, fc.constantFrom(...values)])),
  { requiredKeys: [] },
);
const below = fc.array(fc.constantFrom(...SEGMENTS), { maxLength: 3 }).map((all) => all.join('/'));

it('no request for the documentation, the probes or the figures gets a 5xx', async () => {
  const routes = undocumented();
  const paths = routes.map(({ path }) => path);
  for (const path of ['/documentation', '/documentation/*', '/documentation/json'])
    expect(paths).toContain(path);
  const request = fc.record({
    route: fc.constantFrom(...routes),
    below: fc.oneof(
      below,
      below.map((all) => `static/${all}`),
    ),
    query: fc.constantFrom('', '', '?', '?%', '?url=//elsewhere.example'),
    headers,
  });
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(request, async ({ route, below, query, headers }) => {
      const url = `${route.path.replace('*', below)}${query}`;
      const { status } = await ask(route.method, url, headers);
      const what = JSON.stringify({ method: route.method, url, headers });
      expect(
        shop.reported.map(({ stack }) => stack),
        what,
      ).toEqual([]);
      expect(status, what).toBeLessThan(500);
      statuses.add(status);
    }),
    { numRuns: RUNS },
  );
  // Files, pieces of files, and what is wrong with a request for one: all were asked.
  for (const status of [200, 206, 304, 400, 404, 412, 416]) expect([...statuses]).toContain(status);
});

it.each([
  {
    given: 'a path with a zero in it',
    url: '/documentation/static/%00',
    range: '',
    status: 400,
    code: 'bad_request',
  },
  {
    given: 'a path that leads up',
    url: '/documentation/static/%2e%2e/x',
    range: '',
    status: 403,
    code: 'forbidden',
  },
  {
    given: 'a piece of a file after its end',
    url: '/documentation/static/swagger-ui.css',
    range: 'bytes=99999999-',
    status: 416,
    code: 'range_not_satisfiable',
  },
])(
  '$given is a mistake of the request, in the shape of all mistakes',
  async ({ url, range, status, code }) => {
    const answer = await ask('GET', url, range === '' ? {} : { range });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({
      error: { code, message: expect.any(String), hint: expect.any(String) },
    });
  },
);
