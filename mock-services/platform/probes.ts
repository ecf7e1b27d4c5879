/** What others ask about the process itself. */
import type { FastifyInstance } from 'fastify';
import { exactly, readAnswers, text } from './schemas.ts';
import type { Shop } from './service.ts';

export function probeRoutes(app: FastifyInstance, shop: Shop): void {
  const environment = { environment: 'mock' };
  app.get(
    '/carnival-environment',
    { schema: { tags: ['probes'], response: readAnswers(exactly({ environment: text })) } },
    async () => environment,
  );
  const health = { status: 'ok', region: shop.region };
  app.get(
    '/healthz',
    { schema: { tags: ['probes'], response: readAnswers(exactly({ status: text, region: text })) } },
    async () => health,
  );
  const { registry } = shop;
  app.get('/metrics', { schema: { tags: ['probes'], response: { 200: text } } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
