import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Acks } from './acks.ts';
import { type AuditOptions, auditLedger } from './ledger.ts';

const TOKEN = 'admin-secret';
const IDS_MAX = 10_000;

const servers = new Set<Server>();
const stop = async (server: Server): Promise<void> => {
  servers.delete(server);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};
afterEach(async () => {
  for (const server of servers) await stop(server);
});

interface Books {
  stored: readonly string[];
  /** Ids in one page, whatever was asked for. */
  readonly pageMax?: number;
  readonly oversoldPieces?: number;
  readonly overissuedCoupons?: number;
  readonly brokenPromises?: readonly string[];
}
type Answer = { readonly status: number; readonly body: unknown } | 'hang-up';

/** Answers the audit's three questions as the shop does, in the same limits. */
function shopAnswer(books: Books, method: string, url: URL, body: string): Answer {
  const sorted = [...books.stored].sort();
  if (method === 'POST' && url.pathname === '/admin/audit/orders') {
    const { ids } = JSON.parse(body) as { ids: string[] };
    if (ids.length > IDS_MAX) return { status: 413, body: { message: 'too many ids' } };
    const stored = new Set(sorted);
    return { status: 200, body: { missing: ids.filter((id) => !stored.has(id)) } };
  }
  if (method === 'GET' && url.pathname === '/admin/audit/order-ids') {
    const after = url.searchParams.get('after');
    if (after === '') return { status: 400, body: { message: 'after must match pattern' } };
    const limit = Math.min(Number(url.searchParams.get('limit')), books.pageMax ?? IDS_MAX);
    return {
      status: 200,
      body: { ids: sorted.filter((id) => after === null || id > after).slice(0, limit) },
    };
  }
  if (method === 'GET' && url.pathname === '/admin/audit/ledger') {
    const { oversoldPieces = 0, overissuedCoupons = 0, brokenPromises = [] } = books;
    return {
      status: 200,
      body: {
        orders: sorted.length,
        coupons: [],
        stock: [],
        oversoldPieces,
        overissuedCoupons,
        brokenPromises,
      },
    };
  }
  return { status: 404, body: {} };
}

type Twist = (method: string, url: URL) => Answer | undefined;

async function startShop(
  books: Books,
  twist: Twist = () => undefined,
): Promise<{ url: string; server: Server }> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    const url = new URL(request.url!, 'http://shop');
    const isAdmin = request.headers.authorization === `Bearer ${TOKEN}`;
    const answer = isAdmin
      ? (twist(request.method!, url) ?? shopAnswer(books, request.method!, url, body))
      : { status: 401, body: { message: 'admin only' } };
    if (answer === 'hang-up') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

type Ids = { readonly acknowledged?: readonly string[]; readonly indeterminate?: readonly string[] };
const acksOf = (regions: Readonly<Record<string, Ids>>): Acks => ({
  regions: new Map(
    Object.entries(regions).map(([region, { acknowledged = [], indeterminate = [] }]) => [
      region,
      { acknowledged: new Set(acknowledged), indeterminate: new Set(indeterminate) },
    ]),
  ),
  notes: [],
});

const noRestart = (region: string) => Promise.reject(new Error(`${region} was not to be started again`));
const audit = (options: Partial<AuditOptions> & Pick<AuditOptions, 'acks' | 'shops'>) =>
  auditLedger({ adminToken: TOKEN, restart: noRestart, ...options });

describe('the ledger audit', () => {
  it('finds nothing when every acknowledged order is stored', async () => {
    const { url } = await startShop({ stored: ['a', 'b'] });
    const acks = acksOf({ east: { acknowledged: ['a', 'b'] } });
    expect(await audit({ acks, shops: { east: url } })).toEqual({
      done: true,
      reason: null,
      acknowledged: 2,
      lost: 0,
      lostIds: [],
      indeterminate: 0,
      unexplained: 0,
      oversoldPieces: 0,
      overissuedCoupons: 0,
      brokenPromises: [],
    });
  });

  it('tells lost, indeterminate and unexplained orders apart', async () => {
    const { url } = await startShop({ stored: ['kept', 'maybe-stored', 'nobody-asked'] });
    const ids = { acknowledged: ['kept', 'lost'], indeterminate: ['maybe-stored', 'maybe-not'] };
    expect(await audit({ acks: acksOf({ east: ids }), shops: { east: url } })).toMatchObject({
      done: true,
      acknowledged: 2,
      lost: 1,
      lostIds: ['lost'],
      indeterminate: 2,
      unexplained: 1,
    });
  });

  it('agrees with sets, whatever was acknowledged and stored', async () => {
    const books: Books = { stored: [], pageMax: 3 };
    const { url } = await startShop(books);
    const id = fc.stringMatching(/^[a-z0-9-]{1,4}$/);
    const ids = fc.uniqueArray(id, { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(ids, ids, ids, async (acknowledged, asked, stored) => {
        const indeterminate = asked.filter((each) => !acknowledged.includes(each));
        books.stored = stored;
        const found = await audit({
          acks: acksOf({ east: { acknowledged, indeterminate } }),
          shops: { east: url },
        });
        expect(found.lostIds).toEqual(acknowledged.filter((each) => !stored.includes(each)));
        const known = new Set([...acknowledged, ...indeterminate]);
        expect(found.unexplained).toBe(stored.filter((each) => !known.has(each)).length);
      }),
      { numRuns: 30 },
    );
  });

  it('asks for more ids than fit into one request, and names the first twenty that are lost', async () => {
    const stored = Array.from({ length: 25_000 }, (_, i) => `order-${String(i).padStart(6, '0')}`);
    const lost = Array.from({ length: 30 }, (_, i) => `lost-${i}`);
    const { url } = await startShop({ stored });
    const acks = acksOf({ east: { acknowledged: [...stored, ...lost] } });
    expect(await audit({ acks, shops: { east: url } })).toMatchObject({
      done: true,
      acknowledged: 25_030,
      lost: 30,
      lostIds: lost.slice(0, 20),
      unexplained: 0,
    });
  });

  it('adds up the regions, and asks those too that no order went to', async () => {
    const east = await startShop({
      stored: ['a'],
      oversoldPieces: 2,
      overissuedCoupons: 1,
      brokenPromises: ['stock is never below zero'],
    });
    const south = await startShop({ stored: ['x'], oversoldPieces: 3 });
    const acks = acksOf({ east: { acknowledged: ['a', 'b'] } });
    expect(await audit({ acks, shops: { east: east.url, south: south.url } })).toMatchObject({
      done: true,
      lost: 1,
      unexplained: 1,
      oversoldPieces: 5,
      overissuedCoupons: 1,
      brokenPromises: ['east: stock is never below zero'],
    });
  });
});

describe('a dead region', () => {
  it('is started again and then asked', async () => {
    const { url, server } = await startShop({ stored: ['a'] });
    await stop(server);
    const again = await startShop({ stored: ['a'] });
    const asked: string[] = [];
    const restart = async (region: string) => {
      asked.push(region);
      return again.url;
    };
    const acks = acksOf({ east: { acknowledged: ['a', 'b'] } });
    expect(await audit({ acks, shops: { east: url }, restart })).toMatchObject({ done: true, lost: 1 });
    expect(asked).toEqual(['east']);
  });

  it('that dies in the middle of its audit is audited from the beginning, and nothing counts twice', async () => {
    const dying = await startShop({ stored: ['x'] }, (_, { pathname }) =>
      pathname.endsWith('/ledger') ? 'hang-up' : undefined,
    );
    const again = await startShop({ stored: ['x'] });
    const acks = acksOf({ east: { acknowledged: ['a'] } });
    const shops = { east: dying.url };
    expect(await audit({ acks, shops, restart: async () => again.url })).toMatchObject({
      done: true,
      lost: 1,
      unexplained: 1,
    });
  });

  it('that cannot be started again leaves the audit undone, with what the others lost', async () => {
    const { url, server } = await startShop({ stored: [] });
    await stop(server);
    const south = await startShop({ stored: [] });
    const acks = acksOf({ east: { acknowledged: ['a'] }, south: { acknowledged: ['b'] } });
    const shops = { east: url, south: south.url };
    const found = await audit({
      acks,
      shops,
      restart: () => Promise.reject(new Error('its data folder is gone')),
    });
    expect(found).toMatchObject({ done: false, acknowledged: 2, lost: 1, lostIds: ['b'] });
    expect(found.reason).toMatch(
      /^region east: POST http:\S+ got no answer: .*ECONNREFUSED.*, and it could not be started again: its data folder is gone$/,
    );
  });
});

describe('an audit that cannot be done', () => {
  const twists: readonly { given: string; twist: Twist; want: RegExp }[] = [
    {
      given: 'the shop has a defect',
      twist: () => ({ status: 500, body: { message: 'oops' } }),
      want: /answered 500 “{"message":"oops"}”/,
    },
    {
      given: 'something else listens there',
      twist: () => ({ status: 200, body: '<html>' }),
      want: /answered “<html>”: /,
    },
    {
      given: 'an answer lacks what was asked for',
      twist: (_, { pathname }) =>
        pathname.endsWith('/ledger') ? { status: 200, body: { orders: 1 } } : undefined,
      want: /oversoldPieces/,
    },
    {
      given: 'pages do not advance',
      twist: (_, { pathname }) =>
        pathname.endsWith('/order-ids') ? { status: 200, body: { ids: ['same'] } } : undefined,
      want: /up to “same”: pages must ascend/,
    },
  ];
  it.each(twists)('says why when $given', async ({ twist, want }) => {
    const { url } = await startShop({ stored: [] }, twist);
    const found = await audit({ acks: acksOf({ east: { acknowledged: ['a'] } }), shops: { east: url } });
    expect(found.done).toBe(false);
    expect(found.reason).toMatch(want);
  });

  it('says so when the token is wrong', async () => {
    const { url } = await startShop({ stored: [] });
    const found = await audit({ acks: acksOf({}), shops: { east: url }, adminToken: 'guess' });
    expect(found).toMatchObject({ done: false, reason: expect.stringContaining('answered 401') });
    expect(found.reason).not.toContain('guess');
  });

  it('says so when orders went to a region that the run does not have', async () => {
    const { url } = await startShop({ stored: [] });
    const found = await audit({ acks: acksOf({ west: { acknowledged: ['a'] } }), shops: { east: url } });
    expect(found).toMatchObject({
      done: false,
      acknowledged: 1,
      reason: 'orders were acknowledged in region “west”, but the run has east',
    });
  });
});
