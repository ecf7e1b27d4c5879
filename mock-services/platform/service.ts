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
import type { ArrivalCounts } from './arrivals.ts';
import type { CampaignClock } from './campaign-clock.ts';
import type { DependencyName } from './dependencies.ts';
import type { Faults } from './faults.ts';
import type { Metrics } from './metrics.ts';

import type { LoopDelay } from './pressure.ts';

import type { Release } from './release.ts';

import type { Store, Tx } from './store.ts';
import type { Table } from './table.ts';
import type { Wire } from './wiring.ts';

/** What the shop gets from outside (time, random numbers, disk), passed in so that tests can control it. */
export interface ShopDeps {
  readonly region: string;
  readonly dataDir: string;
  /** Null: the admin routes refuse everybody. */
  readonly adminToken: string | null;
  /** True: the campaign of a new data directory waits until the admin says when it begins. Left out: it begins at once. */
  readonly campaignWaits?: boolean;
  readonly nowMs: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** How late the event loop was, the mean since the last reading. Left out: never late. */
  readonly loopDelay?: LoopDelay;
  /** The metrics at `GET /metrics`. Each gets the label `region`. */
  readonly registry: Registry;
  /** Called with every error that an answer hides. */
  readonly reportError: (error: Error) => void;
}

export interface Shop extends ShopDeps {
  readonly settings: RegionSettings;
  /** What it sells. */
  readonly catalogue: Catalogue;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly arrivals: ArrivalCounts;
  readonly faults: Faults;
  /** The campaign's clock, for rules. `nowMs` above is the real clock, for latencies. */
  readonly campaign: CampaignClock;
  /** Multiplies the capacity of dependencies and the number of support agents. The KPI service sets it. */
  readonly resources: { factor: number };
  /** The dependencies made by `createDependency`, in that order. */
  readonly dependencies: DependencyName[];
  /** Null: no new version takes traffic here. */
  readonly release: Release | null;
  /** What is wrong with its wiring to them. Nothing, in a shop that behaves. */
  readonly wires: readonly Wire[];
}

/** Gives a handler the types of its route's schemas. */
export type ServiceApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** A service is one folder: `routes.ts` has its URLs, `schema.ts` their bodies, `domain.ts` the decisions. */
export interface Service {
  readonly name: string;
  /** One line for docs/shop.md: what it is for. */
  readonly about: string;
  readonly tables: readonly Table<unknown>[];
  /** Fills the tables once, when a data directory is first used. */
  readonly fill?: (tx: Tx, settings: RegionSettings) => void;
  readonly routes: (app: ServiceApp, shop: Shop) => void;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The step's name in plans, metrics and faults. A route without one is neither counted nor faulted. */
    step?: string;
    /** Whether the step may answer 409. Only then does a `sold-out` fault fit it. */
    refusable?: boolean;
    /** Whether risk control checks the step's requests first; its body names the `shopper`. */
    guarded?: boolean;
  }
  interface FastifyRequest {
    /** The request's number in the order of arrival, for first come, first served. Keeps rising after a restart. */
    ingress: number;
  }
}
