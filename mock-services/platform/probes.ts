/** Routes about the process itself: health, environment, metrics. */
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { exactly, readAnswers, text } from './schemas.ts';
import type { Shop } from './service.ts';

const ENVIRONMENT = { tags: ['probes'], response: readAnswers(exactly({ environment: text })) };
const HEALTH = { tags: ['probes'], response: readAnswers(exactly({ status: text, region: text })) };
const METRICS = { tags: ['probes'], response: { 200: text } };

export function probeRoutes(app: FastifyInstance, shop: Shop): void {
  const environment = { environment: 'mock' };
  app.get('/carnival-environment', { schema: ENVIRONMENT }, async () => environment);
  const health = { status: 'ok', region: shop.region };
  app.get('/healthz', { schema: HEALTH }, async () => health);
  const expose = (path: string, registry: Registry) =>
    app.get(path, { schema: METRICS }, async (_request, reply) =>
      reply.type(registry.contentType).send(await registry.metrics()),
    );
  expose('/metrics', shop.registry);
  expose('/metrics/breakers', shop.metrics.breakers);
}
