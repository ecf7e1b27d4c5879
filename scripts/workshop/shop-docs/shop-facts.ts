/** What the shop is made of. Builds a shop and notes which service adds which route, dependency and metric. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RouteOptions } from 'fastify';
import { Registry } from 'prom-client';
import { buildShop, SERVICES } from '../../../mock-services/app.ts';
import type { DependencyName } from '../../../mock-services/platform/dependencies.ts';
import type { Service, Shop } from '../../../mock-services/platform/service.ts';
import { regionSettings } from '../../../mock-services/region-settings.ts';
import plan from '../../../scenarios/campaigns/smoke.ts';

export interface RouteFacts {
  readonly method: string;
  readonly url: string;
  /** Null: no shopper asks for it. */
  readonly step: string | null;
  readonly refusable: boolean;
  readonly guarded: boolean;
}
export interface ServiceFacts {
  readonly name: string;
  readonly about: string;
  readonly routes: readonly RouteFacts[];
  readonly dependencies: readonly DependencyName[];
  /** Names, in the order in which they were registered. */
  readonly metrics: readonly string[];
}

export interface ShopFacts {
  /** In the order of `SERVICES`. */
  readonly services: readonly ServiceFacts[];
  /** What every region measures, whatever its services. */
  readonly platformMetrics: readonly string[];
}

/** Builds a shop in a temporary directory, and closes it again. */
export async function readShop(services: readonly Service[] = SERVICES): Promise<ShopFacts> {
  const dataDir = await mkdtemp(join(tmpdir(), 'carnival-shop-docs-'));
  const facts: ServiceFacts[] = [];
  const registry = new Registry();
  try {
    const { app } = await buildShop(
      // Plenty of products would only make it slower.
      { ...regionSettings(plan, plan.regions[0]!.name), products: 1, faults: [] },
      {
        region: plan.regions[0]!.name,
        dataDir,
        adminToken: null,
        nowMs: Date.now,
        random: Math.random,
        sleep: async () => undefined,
        registry,
        reportError(error) {
          throw error;
        },
      },
      services.map((service) => listenedTo(service, facts)),
    );
    await app.close();
  } finally {
    await rm(dataDir, { recursive: true });
  }
  const found = facts.map((service) => ({ ...service, metrics: metricsOf(service, registry) }));
  const ofServices = new Set(found.flatMap(({ metrics }) => metrics));
  return { services: found, platformMetrics: namesIn(registry).filter((name) => !ofServices.has(name)) };
}

/** The metrics that a service registered, and those with its name: risk control's guard registers some before its routes exist. */
const metricsOf = ({ name, metrics }: ServiceFacts, registry: Registry): string[] =>
  namesIn(registry).filter((metric) => metrics.includes(metric) || metric.startsWith(`shop_${name}_`));

function listenedTo(service: Service, facts: ServiceFacts[]): Service {
  return {
    ...service,
    routes(app, shop) {
      const routes: RouteFacts[] = [];
      app.addHook('onRoute', (route) => void routes.push(...routeFacts(route)));
      const before = new Set(namesIn(shop.registry));
      const own: Shop = { ...shop, dependencies: [] };
      service.routes(app, own);
      facts.push({
        name: service.name,
        about: service.about,
        routes,
        dependencies: own.dependencies,
        metrics: namesIn(shop.registry).filter((name) => !before.has(name)),
      });
    },
  };
}

const routeFacts = ({ method, url, config }: RouteOptions): RouteFacts[] =>
  [method].flat().map((each) => ({
    method: each,
    url,
    step: config?.step ?? null,
    refusable: config?.refusable ?? false,
    guarded: config?.guarded ?? false,
  }));

const namesIn = (registry: Registry): string[] => registry.getMetricsAsArray().map(({ name }) => name);
