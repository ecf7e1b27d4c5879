/** The hook before every route with `guarded: true`: stops requests as risk control decides, and learns from the answers. */
import type {
  FastifyRequest,
  onResponseHookHandler,
  preHandlerHookHandler,
  preSerializationHookHandler,
  RouteOptions,
} from 'fastify';
import type { Counter } from 'prom-client';
import { isAnswered } from '../platform/idempotency.ts';
import { isLoopback } from '../platform/loopback.ts';
import { ACCEPTED, type ErrorBody, errorBody } from '../platform/outcome.ts';
import type { Shop } from '../platform/service.ts';
import { RiskControl, type Stop, type Visitor } from './domain.ts';
import { riskMetrics } from './metrics.ts';
import { LESSONS, type Lesson, RULES } from './rules.ts';
import { markAbnormal, STANDINGS } from './standings.ts';

/** As long as an id. A longer one is ignored, so that memory stays bounded. */
const DEVICE_CHARACTERS_MAX = 64;

export interface Guard {
  readonly control: RiskControl;
  readonly appeals: Counter<'outcome'>;
  /**
   * Adds the guard before all other hooks of a step, its faults included.
   *
   * @throws Error if the schema of the route's body does not require a shopper
   */
  standAt(route: RouteOptions, step: string): void;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** What the guard knows of a request. */
    guard: Guard;
  }
}

export function createGuard({ store, campaign, registry, reportError }: Shop): Guard {
  const standings = [...store.range(STANDINGS)].map(({ key, value }) => [key, value] as const);
  const control = new RiskControl(standings);
  const metrics = riskMetrics(registry, control, campaign);

  const stop: preHandlerHookHandler = (request, reply, done) => {
    const visitor = visitorOf(request);
    const stopped = control.judge(visitor, campaign.nowMs());
    // A blocked shopper still gets a stored answer: repeating it changes nothing.
    if (stopped === null || isAnswered(store, request)) {
      metrics.letThrough.inc();
      return done();
    }
    metrics.stopped[stopped.rule].inc();
    return reply.code(403).send(stoppedBody(visitor, stopped));
  };

  /** Runs before serialisation, because a refusal's code is in the body, and a mark must be stored before the answer is sent. */
  const learnAt =
    (step: string): preSerializationHookHandler<unknown> =>
    (request, reply, payload, done) => {
      const lesson = lessonOf(step, reply.statusCode, payload);
      // A replay teaches nothing new.
      if (lesson === null || reply.hasHeader('idempotency-replayed')) return done(null, payload);
      const visitor = visitorOf(request);
      if (!control.learn(visitor, lesson, campaign.nowMs())) return done(null, payload);
      mark(visitor.account).finally(() => done(null, payload));
    };

  /** A 5xx is not the shopper's failure. */
  const forgive: onResponseHookHandler = (request, reply, done) => {
    // Without a body the request was not judged.
    const isFailed = reply.statusCode >= 500 && request.body !== undefined;
    if (isFailed) control.forgive(visitorOf(request).account, campaign.nowMs());
    done();
  };

  /** Never rejects. If a mark cannot be stored, the error is reported, and the account's next failure tries again. */
  const mark = (account: string): Promise<void> =>
    store
      .transact((tx) => markAbnormal(tx, account))
      .then((standing) => control.marked(account, standing, campaign.nowMs()))
      .catch(reportError);

  return {
    control,
    appeals: metrics.appeals,
    standAt(route, step) {
      if (!namesShopper(route)) {
        const what = `Step "${step}" is guarded, but the body of ${route.url} names no shopper`;
        throw new Error(`${what}: require "shopper" in its schema’s body.`);
      }
      route.preHandler = [stop, ...[route.preHandler ?? []].flat()];
      route.onResponse = [forgive, ...[route.onResponse ?? []].flat()];
      if (step in LESSONS) route.preSerialization = learnAt(step);
    },
  };
}

function namesShopper({ schema }: RouteOptions): boolean {
  const body = schema?.body as { required?: readonly string[] } | undefined;
  return body?.required?.includes('shopper') ?? false;
}

/** The route's schema requires that the body names a shopper. */
export function visitorOf(request: FastifyRequest): Visitor {
  const device = request.headers['x-device-id'];
  return {
    account: (request.body as { shopper: string }).shopper,
    address: addressOf(request.ip),
    device: typeof device === 'string' && isId(device) ? device : null,
  };
}

/** A caller on this machine that forwards for nobody has no address of a shopper. */
const addressOf = (ip: string): string | null => (isLoopback(ip) ? null : ip);
const isId = (text: string): boolean => text.length > 0 && text.length <= DEVICE_CHARACTERS_MAX;

function lessonOf(step: string, status: number, payload: unknown): Lesson | null {
  const { done, failed } = LESSONS[step]!;
  if (status === ACCEPTED) return done;
  if (status !== 409) return null;
  return failed.includes((payload as ErrorBody).error.code) ? 'failed' : null;
}

function stoppedBody(visitor: Visitor, { kind, rule }: Stop): ErrorBody {
  const message = `Risk control stops ${kind} "${visitor[kind]}" by rule "${rule}": too many ${RULES[rule].of} in ten minutes.`;
  const hint =
    'POST /risk/appeals {shopper} lifts a mark or the block of an address, once per account; a block ends after ten quiet minutes.';
  return errorBody('risk_stopped', message, hint);
}
