/**
 * The control port: metrics and health for everybody on this machine, faults for whoever has the token. A web page can reach loopback
 * too, so it must name loopback as its host (DNS rebinding), come from no page (Origin), and there is no CORS.
 */
import { hash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, onRequestHookHandler } from 'fastify';
import type { Registry } from 'prom-client';
import { canonicalAddress, isLoopback } from '../admission/addresses.ts';
import { shapeMistakes } from '../mistakes/shape-mistakes.ts';
import type { BoundaryHealth, BoundaryState, ControlMistakes } from './control-answers.ts';
import { faultsBody } from './fault-schema.ts';
import type { FaultsSet } from './faults-set.ts';

const BODY_BYTES_MAX = 65_536;

interface Controlled {
  readonly boundary: string;
  readonly token: string;
  readonly faults: FaultsSet;
  readonly registry: Registry;
  readonly health: () => Promise<BoundaryHealth>;
}

export async function buildControl({
  boundary,
  token,
  faults,
  registry,
  health,
}: Controlled): Promise<FastifyInstance> {
  const { fastify } = await import('fastify');
  const app = fastify({ logger: false, bodyLimit: BODY_BYTES_MAX, exposeHeadRoutes: false });
  app.removeContentTypeParser('text/plain');
  const stateNow = (): BoundaryState => ({
    boundary,
    faults: faults.current,
    setAtMs: faults.setAtMs,
    liftsAtMs: faults.liftsAtMs,
  });

  app.addHook('onRequest', (request, reply, done) => {
    const { host, origin } = request.headers;
    if (!isOfThisMachine(host) || origin !== undefined)
      return refused(
        reply,
        403,
        'the caller',
        'is a web page, or calls this machine by another name',
        'call it as 127.0.0.1, from no browser',
      );
    return done();
  });
  app.setNotFoundHandler((_request, reply) =>
    refused(
      reply,
      404,
      'the path',
      'is unknown',
      'there are GET /metrics, GET /healthz, and GET, PUT, DELETE /faults',
    ),
  );
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) =>
    refused(
      reply,
      error.statusCode ?? 500,
      'the body',
      `cannot be read: ${error.message}`,
      'send JSON: { "faults": [...], "forMs": 5000 }',
    ),
  );

  app.get('/healthz', async () => health());
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );

  const onRequest = holderOf(token);
  app.get('/faults', { onRequest }, async () => stateNow());
  app.put('/faults', { onRequest }, async (request, reply) => {
    const read = faultsBody.safeParse(request.body);
    if (!read.success) {
      const mistakes = shapeMistakes(request.body, read.error.issues);
      return reply.code(400).send(told(mistakes));
    }
    faults.set(read.data.faults, read.data.forMs);
    return stateNow();
  });
  app.delete('/faults', { onRequest }, async () => {
    faults.lift();
    return stateNow();
  });
  return app;
}

/** Digests have one length, so the comparison takes one time whatever was sent. */
function holderOf(token: string): onRequestHookHandler {
  const wanted = digest(`Bearer ${token}`);
  return (request, reply, done) => {
    if (timingSafeEqual(wanted, digest(request.headers.authorization ?? ''))) return done();
    const hint = 'send Authorization: Bearer <CARNIVAL_BOUNDARY_TOKEN>';
    return refused(reply, 401, 'the token', 'is missing or wrong', hint);
  };
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** Any port: it may come by a tunnel. */
function isOfThisMachine(host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  const address = canonicalAddress(hostname.replace(/^\[|\]$/g, ''));
  return hostname === 'localhost' || (address !== null && isLoopback(address));
}

const told = (mistakes: ControlMistakes['mistakes']): ControlMistakes => ({
  mistakes: mistakes.map(({ path, problem, hint }) => ({ path, problem, hint })),
});

const refused = (reply: FastifyReply, status: number, path: string, problem: string, hint: string) =>
  reply.code(status).send(told([{ path, problem, hint }]));
