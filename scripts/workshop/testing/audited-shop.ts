/** A shop that only answers the audit. A test gives it its books and its faults. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Acks } from '../../rehearsal/audit/acks.ts';
import { type AuditOptions, auditLedger } from '../../rehearsal/audit/audit.ts';

export const TOKEN = 'admin-secret';
const IDS_MAX = 10_000;

const servers = new Set<Server>();
export const stop = async (server: Server): Promise<void> => {
  servers.delete(server);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};
/** To be called after each test. */
export async function stopAll(): Promise<void> {
  for (const server of servers) await stop(server);
}

export interface Books {
  stored: readonly string[];
  /** Ids in one page, whatever was asked for. */
  readonly pageMax?: number;
  readonly oversoldPieces?: number;
  readonly overissuedCoupons?: number;
  readonly brokenPromises?: readonly string[];
}
type Answer = { readonly status: number; readonly body: unknown; readonly location?: string } | 'hang-up';

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

export type Twist = (method: string, url: URL) => Answer | undefined;

interface Place {
  readonly address?: string;
  readonly port?: number;
}

export async function startShop(
  books: Books,
  twist: Twist = () => undefined,
  { address = '127.0.0.1', port = 0 }: Place = {},
): Promise<{ url: string; server: Server; port: number; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer(async (request, response) => {
    requests.push(request);
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
    const { status, location } = answer;
    response.writeHead(status, { 'content-type': 'application/json', ...(location && { location }) });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  servers.add(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return { url: `http://${address}:${bound}`, server, port: bound, requests };
}

type Ids = { readonly acknowledged?: readonly string[]; readonly indeterminate?: readonly string[] };
export const acksOf = (regions: Readonly<Record<string, Ids>>): Acks => ({
  regions: new Map(
    Object.entries(regions).map(([region, { acknowledged = [], indeterminate = [] }]) => [
      region,
      { acknowledged: new Set(acknowledged), indeterminate: new Set(indeterminate) },
    ]),
  ),
  answersRead: 0,
  tornLines: 0,
  notes: [],
});

const noRestart = (region: string) => Promise.reject(new Error(`${region} was not to be started again`));
export const audit = (options: Partial<AuditOptions> & Pick<AuditOptions, 'acks' | 'shops'>) =>
  auditLedger({
    adminToken: TOKEN,
    hosts: {},
    runId: 'run-1',
    orderPrefix: '',
    restart: noRestart,
    ...options,
  });
