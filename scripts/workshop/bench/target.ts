/**
 * The bench's target: a bare fastify app with the pages that a browser looks at and nothing else. Both generators load it, and the
 * shop's own routes are measured against it. A process of its own: `node dist/bench.js target PORT`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { createCatalogue } from '../../../mock-services/catalogue.ts';
import { DEPENDENCIES } from '../../../mock-services/platform/dependencies.ts';
import { latencyMs } from '../../../mock-services/platform/latency.ts';
import { homePage } from '../../../mock-services/storefront/domain.ts';
import { homeSchema } from '../../../mock-services/storefront/schema.ts';
import { requestPinned } from '../../admission/pinned-request.ts';
import { LOOPBACK } from '../../machine/processes/ports.ts';

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
  app.get(COUNT_PATH, () => ({ served }));
  return app;
}

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
