/**
 * The bench's target: a bare fastify app with the pages that a browser looks at and nothing else. Both generators load it, and the
 * shop's own routes are measured against it. A process of its own: `node dist/bench.js target PORT`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { createCatalogue } from '../../../mock-services/catalogue.ts';
import { DEPENDENCIES } from '../../../mock-services/platform/dependencies.ts';
import { latencyMs } from '../../../mock-services/platform/latency.ts';
import { homePage } from '../../../mock-services/storefront/domain.ts';
import { homeSchema } from '../../../mock-services/storefront/schema.ts';
import { requestPinned } from '../../admission/pinned-request.ts';
import { LOOPBACK } from '../../machine/processes/ports.ts';
import { COOKIES, PATHS, TOKEN_HEADER } from './own-shops.ts';

const PAGES = ['/home', '/focus', '/search', '/activity', '/products/:id'] as const;
/** Waits as long as the shop's search waits for its database, so that the comparison shows only what the shop adds. */
export const WAITED_PATH = '/waited';
/** Answers how many pages have been served; not counted itself. */
const COUNT_PATH = '/count';
/** More products than a home page has slots. */
const PRODUCTS = 10;
const ASK_LIMIT_MS = 5000;
const PAGE_BYTES_MAX = 16 * 1024 * 1024;

/** Every page is the shop's own home page, written through the same response schema. */
export function buildTarget(): FastifyInstance {
  const app = fastify({ logger: false, exposeHeadRoutes: false });
  const page = homePage(createCatalogue(PRODUCTS));
  let served = 0;
  for (const path of PAGES)
    app.get(path, { schema: { response: homeSchema.response } }, (_request, reply) => {
      served++;
      return reply.send(page);
    });
  app.get(WAITED_PATH, { schema: { response: homeSchema.response } }, async () => {
    served++;
    await sleep(latencyMs(DEPENDENCIES.database.latency, Math.random));
    return page;
  });
  const answer = (reply: FastifyReply, body: string): FastifyReply => {
    served++;
    return reply.type('application/json').header(TOKEN_HEADER, idOf('t', served)).send(body);
  };
  const basket = (): string => `{"basket":"${idOf('b', served)}","items":1}`;
  app.post(PATHS.session, (_request, reply) =>
    answer(
      withCookies(reply, served),
      `{"customer":"c-1","product":"${idOf('p', served)}","basket":"${idOf('b', served)}"}`,
    ),
  );
  app.get(PATHS.list, (_request, reply) => answer(reply, LIST));
  app.get(PATHS.cookies, (_request, reply) => answer(withCookies(reply, served), LIST));
  app.post(PATHS.basket, (_request, reply) => answer(reply, basket()));
  app.post(PATHS.orders, (_request, reply) => answer(reply, `{"number":"${idOf('o', served)}"}`));
  app.get(COUNT_PATH, () => ({ served }));
  return app;
}

const ID_DIGITS = 30;
/** As long as a UUID nearly, and different for everybody: what sessions keep is not shared. */
const idOf = (kind: string, n: number): string => `${kind}-${String(n).padStart(ID_DIGITS, '0')}`;

const withCookies = (reply: FastifyReply, n: number): FastifyReply =>
  reply.header(
    'set-cookie',
    COOKIES.map((name) => `${name}=${idOf('c', n)}; Path=/`),
  );

const LISTED = 10;
/** Ten products: about a kilobyte. */
export const LIST = JSON.stringify({
  items: Array.from({ length: LISTED }, (_, i) => ({
    id: idOf('p', i),
    name: `product number ${i}`,
    price: { amount: 1990 + i, currency: 'EUR' },
    isInStock: true,
  })),
});

export async function serveTarget(port: number): Promise<void> {
  await buildTarget().listen({ host: LOOPBACK, port });
}

/** How many pages the target at `url` has served. */
export async function servedBy(url: string): Promise<number> {
  return (JSON.parse(await pageAt(url, COUNT_PATH)) as { served: number }).served;
}

/** The page of a server on loopback, past every proxy. */
export async function pageAt(url: string, path: string): Promise<string> {
  const { body } = await requestPinned(new URL(url), LOOPBACK, {
    path,
    headers: {},
    answerMsMax: ASK_LIMIT_MS,
    bodyBytesMax: PAGE_BYTES_MAX,
  });
  return body;
}
