/** A shop that only answers the audit. A test gives it its books and its faults. */

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Arrivals, AuditRow, AuditTable } from '../../../mock-services/audit/rows.ts';
import { OPEN_ACCESS } from '../../admission/access.ts';
import { PromiseBook } from '../../audit/embedded/promise-book.ts';
import { type AuditOptions, auditLedger } from '../../rehearsal/audit/audit.ts';
import type { ReadPromises } from '../../rehearsal/audit/read-promises.ts';
import { orderRow } from './audit-rows.ts';

export const TOKEN = 'admin-secret';

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
  /** Orders that are in order: see `orderRow`. */
  stored: readonly string[];
  /** Rows in place of these, by table. */
  readonly rows?: { readonly [Table in AuditTable]?: readonly AuditRow<Table>[] };
  /** Rows in one page. */
  readonly pageMax?: number;
  /** How many payments are pending, each time that it is asked. */
  readonly pending?: () => number;
  readonly messages?: number;
  readonly arrivals?: Arrivals;
  /** In the shop's own words. */
  readonly brokenPromises?: readonly string[];
}
type Answer = { readonly status: number; readonly body: unknown; readonly location?: string } | 'hang-up';

const ROWS_PER_PAGE_MAX = 10_000;
const PLENTY = 1_000_000;

/** Answers the audit's questions as the shop does. */
function shopAnswer(books: Books, method: string, { pathname, searchParams }: URL): Answer {
  const table = pathname.replace('/admin/audit/', '');
  const ok = (body: unknown): Answer => ({ status: 200, body });
  if (method === 'POST' && table === 'snapshots') return ok({ snapshot: '1' });
  if (method !== 'GET') return { status: 404, body: {} };
  if (table === 'unsettled') return ok({ payments: books.pending?.() ?? 0, messages: books.messages ?? 0 });
  if (table === 'arrivals') return ok(books.arrivals ?? { countedSinceMs: 0, steps: [] });
  if (table === 'ledger') return ok({ brokenPromises: books.brokenPromises ?? [] });
  const orders = [...books.stored].sort().map((id) => orderRow(id));
  const stock = { product: '1', initialPieces: PLENTY, leftPieces: PLENTY - orders.length };
  const own: Partial<Record<string, readonly object[]>> = { orders, stock: [stock] };
  const all: readonly object[] = books.rows?.[table as AuditTable] ?? own[table] ?? [];
  // A page goes on after the number of the last row; with leading noughts, numbers ascend as keys do.
  const from = Number(searchParams.get('after') || 0);
  const to = from + (books.pageMax ?? ROWS_PER_PAGE_MAX);
  return ok({ rows: all.slice(from, to), next: to < all.length ? String(to).padStart(9, '0') : '' });
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
  const server = createServer((request, response) => {
    requests.push(request);
    request.resume();
    const url = new URL(request.url!, 'http://shop');
    const isAdmin = request.headers.authorization === `Bearer ${TOKEN}`;
    const answer = isAdmin
      ? (twist(request.method!, url) ?? shopAnswer(books, request.method!, url))
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

/** Ids of orders by region. Each was promised as `orderRow` has it. */
export type Ids = Readonly<
  Record<string, { readonly acknowledged?: readonly string[]; readonly indeterminate?: readonly string[] }>
>;
export const RUN = 'run-1';

function promisesOf(ids: Ids, shops: AuditOptions['shops']): ReadPromises {
  const books = new Map<string, PromiseBook>();
  const strangers = new Set<string>();
  let [acknowledgedOrders, indeterminateOrders] = [0, 0];
  for (const [region, { acknowledged = [], indeterminate = [] }] of Object.entries(ids)) {
    if (shops[region] === undefined) strangers.add(region);
    const shop = shops[region] ?? region;
    const book = books.get(shop) ?? new PromiseBook(`o.${RUN}.`);
    books.set(shop, book);
    for (const id of acknowledged) book.add('order', `${id} s-${id} 1 1`, 'acknowledged', 0);
    for (const id of indeterminate) book.add('order', `${id} s-${id} 1 1`, 'unsure', 0);
    acknowledgedOrders += acknowledged.length;
    indeterminateOrders += indeterminate.length;
  }
  return {
    books,
    strangers,
    acknowledged: acknowledgedOrders,
    indeterminate: indeterminateOrders,
    answersRead: 0,
    tornLines: 0,
    notes: [],
  };
}

const noRestart = (region: string) => Promise.reject(new Error(`${region} was not to be started again`));
export const audit = ({
  acks,
  ...options
}: Partial<AuditOptions> & Pick<AuditOptions, 'shops'> & { readonly acks: Ids }) =>
  auditLedger({
    promises: promisesOf(acks, options.shops),
    adminToken: TOKEN,
    hosts: {},
    access: OPEN_ACCESS,
    runId: RUN,
    isAlone: true,
    planned: () => null,
    speed: 60,
    requestTimeoutMs: 10_000,
    settleMsMax: 0,
    loadBeganAtMs: 0,
    nowMs: () => 0,
    restart: noRestart,
    ...options,
  });
