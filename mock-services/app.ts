/** Builds the shop of one region; `server.ts` listens. */
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type preHandlerHookHandler,
} from 'fastify';
import { ar } from './ar/routes.ts';
import { audit } from './audit/routes.ts';
import { createCatalogue } from './catalogue.ts';
import { coupons } from './coupons/routes.ts';
import { groups } from './groups/routes.ts';
import { inventory } from './inventory/routes.ts';
import { kpi } from './kpi/routes.ts';
import { livestreams } from './livestreams/routes.ts';
import { logistics } from './logistics/routes.ts';
import { members } from './members/routes.ts';
import { tampered } from './misbehaviour/draft.ts';
import { misbehavioursNamed } from './misbehaviour/index.ts';
import { orders } from './orders/routes.ts';
import { payments } from './payments/routes.ts';
import { clockRoutes, faultRoutes } from './platform/admin.ts';
import { ArrivalCounts } from './platform/arrivals.ts';
import { CampaignClock } from './platform/campaign-clock.ts';
import { compileOnce } from './platform/compilers.ts';
import { handleErrors, outcomeOf } from './platform/errors.ts';
import { Faults } from './platform/faults.ts';
import { ANSWERS } from './platform/idempotency.ts';
import { isLoopback } from './platform/loopback.ts';
import { createMetrics } from './platform/metrics.ts';
import { openapi } from './platform/openapi.ts';
import { answer } from './platform/outcome.ts';
import { type Priority, priorityOf } from './platform/priorities.ts';
import { probeRoutes } from './platform/probes.ts';
import { Release } from './platform/release.ts';
import { releaseRoutes } from './platform/release-routes.ts';
import type { Service, Shop, ShopDeps } from './platform/service.ts';
import { type Shedding, shedUnderPressure } from './platform/shedding.ts';
import { openStore, type Store } from './platform/store.ts';
import { table } from './platform/table.ts';
import { recall } from './recall/routes.ts';
import type { RegionSettings } from './region-settings.ts';
import { reservations } from './reservations/routes.ts';
import { returns } from './returns/routes.ts';
import { createGuard } from './risk/guard.ts';
import { risk } from './risk/routes.ts';
import { storefront } from './storefront/routes.ts';
import { support } from './support/routes.ts';

/** A new service is a folder, and a line here. */
export const SERVICES: readonly Service[] = [
  storefront,
  members,
  recall,
  coupons,
  inventory,
  reservations,
  orders,
  payments,
  returns,
  groups,
  livestreams,
  ar,
  logistics,
  support,
  kpi,
  risk,
  audit,
];

/** The names of the services that have filled their tables. */
const FILLED = table<true>('filled-services');

/** The largest body of a route is a few ids. */
const BODY_BYTES_MAX = 16 * 1024;
/** Above every id's limit, so that a long one is a mistake (400) and not an unknown route (404). */
const PARAM_CHARACTERS_MAX = 1024;

/**
 * A shop that is ready for `inject` or `listen`; closing it closes its store.
 *
 * @param services the generator of docs/shop.md wraps them to see what each registers
 * @throws Error when the data directory cannot be used, or `faults` or `misbehave` in the settings have mistakes.
 */
export async function buildShop(
  given: RegionSettings,
  deps: ShopDeps,
  services = SERVICES,
): Promise<{ app: FastifyInstance; shop: Shop }> {
  const bad = misbehavioursNamed(given.misbehave ?? []);
  const settings = bad.reduce((before, { settings: change }) => change?.(before) ?? before, given);
  const tables = [ANSWERS, FILLED, ...CampaignClock.tables, ...services.flatMap((service) => service.tables)];
  const store = tampered(
    openStore(deps.dataDir, settings.durability, tables),
    bad.flatMap(({ tampering }) => tampering?.() ?? []),
  );
  await fillOnce(store, settings, services);
  const shop: Shop = {
    ...deps,
    settings,
    catalogue: createCatalogue(settings.products),
    store,
    metrics: createMetrics(deps.registry, deps.region),
    arrivals: new ArrivalCounts(deps.nowMs()),
    faults: new Faults(deps.sleep, deps.random),
    campaign: await CampaignClock.open(store, settings.calendar, deps.nowMs, deps.campaignWaits),
    resources: { factor: 1 },
    dependencies: [],
    release: settings.release === undefined ? null : new Release(settings.release, deps.sleep),
    wires: bad.flatMap(({ wire }) => wire ?? []),
  };
  const app = createApp(deps);
  app.addHook('preClose', async () => shop.faults.set([]));
  app.addHook('onClose', () => store.close());
  const priorityIn = (step: string): Priority =>
    bad.reduce((before, { priority }) => priority?.(before) ?? before, priorityOf(step));
  watchSteps(app, shop, shedUnderPressure(app, shop), priorityIn);
  await openapi(app);
  await app.register(async (scope) => {
    probeRoutes(scope, shop);
    faultRoutes(scope, shop);
    clockRoutes(scope.withTypeProvider(), shop);
    releaseRoutes(scope.withTypeProvider(), shop);
  });
  for (const service of services)
    await app.register(async (scope) => service.routes(scope.withTypeProvider(), shop));
  await app.ready();
  setFirstFaults(shop);
  return { app, shop };
}

function createApp({ reportError }: ShopDeps): FastifyInstance {
  const app = fastify({
    logger: false,
    // A load balancer on this machine passes the client's address in X-Forwarded-For; from others the header is ignored.
    // fastify's own 'loopback' would parse every address again, a microsecond each time.
    trustProxy: isLoopback,
    exposeHeadRoutes: false,
    bodyLimit: BODY_BYTES_MAX,
    routerOptions: { maxParamLength: PARAM_CHARACTERS_MAX },
    frameworkErrors: (error: FastifyError, _request, reply: FastifyReply) => {
      reply.send(answer(reply, outcomeOf(error, reportError)));
    },
  });
  compileOnce(app);
  handleErrors(app, reportError);
  return app;
}

/** More requests than a process answers in a millisecond; epoch milliseconds times this is still a safe integer. */
const NUMBERS_PER_MS = 4096;

/**
 * Numbers requests in the order of arrival. A request arrives once it is complete and past the guard, so that nobody holds a
 * place by sending slowly. A restarted process begins at a later millisecond, so numbers keep rising.
 */
function numberRequests(app: FastifyInstance, startedAtMs: number): preHandlerHookHandler {
  let next = startedAtMs * NUMBERS_PER_MS;
  app.decorateRequest('ingress', 0);
  return (request, _reply, done) => {
    request.ingress = next;
    next += 1;
    done();
  };
}

/** Gives every route that is a step its metrics, its faults and, if it is guarded, risk control's guard. */
function watchSteps(
  app: FastifyInstance,
  shop: Shop,
  shedding: Shedding,
  priorityIn: (step: string) => Priority,
): void {
  const { metrics, faults, arrivals, release } = shop;
  const guard = createGuard(shop);
  const number = numberRequests(app, shop.nowMs());
  app.decorate('guard', guard);
  app.addHook('onRoute', (route) => {
    const step = route.config?.step;
    if (step === undefined) return;
    faults.addStep(step, route.config?.refusable ?? false);
    const shed = shedding.hook(step, priorityIn(step));
    const version = release?.hook(step) ?? null;
    route.onRequest = [arrivals.counts(step), shed, version].filter((hook) => hook !== null);
    route.preHandler = [faults.hook(step), number];
    route.onResponse = [metrics.hook(step), arrivals.countsReplays(step)];
    if (route.config?.guarded) guard.standAt(route, step);
  });
}

/** Fills stock and quotas once per data directory: a restart goes on with what is left. */
async function fillOnce(store: Store, settings: RegionSettings, services: readonly Service[]): Promise<void> {
  await store.transact((tx) => {
    for (const { name, fill } of services) {
      if (tx.get(FILLED, name)) continue;
      fill?.(tx, settings);
      tx.put(FILLED, name, true);
    }
  });
}

function setFirstFaults({ settings, faults }: Shop): void {
  const mistakes = faults.mistakes(settings.faults);
  if (mistakes.length > 0)
    throw new Error(`The faults in the settings have mistakes: ${mistakes.join('; ')}.`);
  faults.set(settings.faults);
}
