/** The OpenAPI page at /documentation, made from the routes' schemas. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

export async function openapi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Carnival mock shop',
        description:
          'Every POST carries an Idempotency-Key. Money is in fen. A refusal is a 409, a mistake a 400, and a 5xx does not say what broke.',
        version: '1',
      },
      components: { securitySchemes: { admin: { type: 'http', scheme: 'bearer' } } },
    },
  });
  await app.register(swaggerUi, { routePrefix: '/documentation' });
}
