/** The contract between the platform and a service: a service gets the `Shop` it works in, and gives a `Service`. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Registry } from 'prom-client';
import type { Catalogue } from '../catalogue.ts';
import type { RegionSettings } from '../region-settings.ts';
import type { CampaignClock } from './campaign-clock.ts';
import type { DependencyName } from './dependencies.ts';
import type { Faults } from './faults.ts';
import type { Metrics } from './metrics.ts';
import type { Store, Table, Tx } from './store.ts';

/** Everything outside the shop (time, chance, disk), passed in so that tests can control it. */
export interface ShopDeps {
  readonly region: string;
  readonly dataDir: string;
  /** Null: the admin routes refuse everybody. */
  readonly adminToken: string | null;
  /** A new data directory's campaign waits until the admin says when it begins. Left out: it begins at once. */
  readonly campaignWaits?: boolean;
  readonly nowMs: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** What `GET /metrics` shows; `region` becomes a label of all of it. */
  readonly registry: Registry;
  /** Told about every error that an answer hides. */
  readonly reportError: (error: Error) => void;
}

export interface Shop extends ShopDeps {
  readonly settings: RegionSettings;
  /** What it sells. */
  readonly catalogue: Catalogue;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly faults: Faults;
  /** `nowMs` above is the real clock, for latencies; this one is for rules. */
  readonly campaign: CampaignClock;
  /** Multiplies the capacity of dependencies and of the people who work here; the KPI service sets it. */
  readonly resources: { factor: number };
  /** What `createDependency` has made, in that order. */
  readonly dependencies: DependencyName[];
}

/** Gives a handler the types of its route's schemas. */
export type ServiceApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** One folder: `routes.ts` says what can be asked, `schema.ts` in which form, `domain.ts` what is answered. */
export interface Service {
  readonly name: string;
  /** One line for docs/shop.md: what it is for. */
  readonly about: string;
  readonly tables: readonly Table<unknown>[];
  /** Fills the tables when a data directory is first used, and never again. */
  readonly fill?: (tx: Tx, settings: RegionSettings) => void;
  readonly routes: (app: ServiceApp, shop: Shop) => void;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The step's name in plans, metrics and faults. A route without one is neither counted nor faulted. */
    step?: string;
    /** Whether the step may answer 409, so that a `sold-out` fault can make it. */
    refusable?: boolean;
    /** Whether risk control checks the step's requests first; its body names the `shopper`. */
    guarded?: boolean;
  }
  interface FastifyRequest {
    /** The order in which requests came in, rising over restarts: first come, first served. */
    ingress: number;
  }
}
