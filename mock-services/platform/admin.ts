/** Who may use the admin routes: a caller on this machine who knows the token. */
import type { onRequestHookHandler } from 'fastify';
import Type from 'typebox';
import { FAULT_KINDS } from '../../scenarios/targets/mock-shop/faults.ts';
import { CLOSED_TO_CALLER, tokenCheck, WRONG_TOKEN } from './admin-token.ts';
import { invalid } from './errors.ts';
import { isLoopback } from './loopback.ts';
import { answer } from './outcome.ts';
import { exactly, oneOf, readAnswers } from './schemas.ts';
import type { ServiceApp, Shop } from './service.ts';

/** Without a configured token nobody is let in. */
export function adminOnly(token: string | null): onRequestHookHandler {
  const isAllowed = token === null ? null : tokenCheck(token);
  return (request, reply, done) => {
    if (isAllowed === null || !isLoopback(request.socket.remoteAddress ?? ''))
      return reply.code(403).send(CLOSED_TO_CALLER);
    if (!isAllowed(request.headers.authorization)) return reply.code(401).send(WRONG_TOKEN);
    return done();
  };
}

const faultSchema = exactly({ step: Type.String(), kind: oneOf(FAULT_KINDS), value: Type.Number() });
/** An hour. No drill is longer. */
const FAULTS_MS_MAX = 3_600_000;
const faultsSchema = exactly({
  faults: Type.Array(faultSchema),
  forMs: Type.Optional(Type.Integer({ minimum: 1, maximum: FAULTS_MS_MAX })),
});

const clockSchema = exactly({ zeroAtMs: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) });

export function clockRoutes(app: ServiceApp, { adminToken, campaign }: Shop): void {
  app.put(
    '/admin/campaign-clock',
    {
      onRequest: adminOnly(adminToken),
      schema: {
        tags: ['admin'],
        summary: 'The real instant (epoch ms) at which the campaign begins.',
        body: clockSchema,
        response: readAnswers(clockSchema),
      },
    },
    async ({ body }) => {
      await campaign.begin(body.zeroAtMs);
      return body;
    },
  );
}

export function faultRoutes(app: ServiceApp, shop: Shop): void {
  app.put(
    '/admin/faults',
    {
      onRequest: adminOnly(shop.adminToken),
      schema: {
        tags: ['admin'],
        summary:
          'Replace all faults; an empty list lifts them. After `forMs` they lift themselves, and those of the settings are back.',
        body: faultsSchema,
        response: readAnswers(faultsSchema),
      },
    },
    async (request, reply) => {
      const { faults, forMs } = request.body;
      const mistakes = shop.faults.mistakes(faults);
      if (mistakes.length > 0) return answer(reply, invalid(mistakes));
      shop.faults.set(faults, forMs === undefined ? undefined : { ms: forMs, after: shop.settings.faults });
      return { ...request.body, faults: [...shop.faults.current] };
    },
  );
}
