/** The couriers who carry parcels to the shoppers: outside the shop, simulated, each behind its own breaker. */
import type { FastifyInstance } from 'fastify';
import type { DependencyName } from '../platform/dependencies.ts';
import { createDependency, type Dependency } from '../platform/dependency.ts';
import { draw } from '../platform/draw.ts';
import type { Shop } from '../platform/service.ts';

export interface Courier {
  readonly name: string;
  /** How many of 100 parcels it carries: an assumption. */
  readonly parcelsPercent: number;
  /** The dependency to ask for a parcel; null: none. One parcel in ten cannot be tracked (campaign review: 90 % can). */
  readonly query: DependencyName | null;
}

export const COURIERS: readonly Courier[] = [
  { name: 'zto', parcelsPercent: 20, query: 'courier-zto' },
  { name: 'yto', parcelsPercent: 15, query: 'courier-yto' },
  { name: 'sto', parcelsPercent: 15, query: 'courier-sto' },
  { name: 'yunda', parcelsPercent: 15, query: 'courier-yunda' },
  { name: 'jd', parcelsPercent: 15, query: 'courier-jd' },
  { name: 'sf', parcelsPercent: 10, query: 'courier-sf' },
  { name: 'ems', parcelsPercent: 10, query: null },
];

/** An order's courier follows from its hash, so it is the same in every region and after a restart. */
export function courierOf(order: string): Courier {
  let below = draw('courier', order) * 100;
  for (const courier of COURIERS) {
    if (below < courier.parcelsPercent) return courier;
    below -= courier.parcelsPercent;
  }
  throw new RangeError(`The couriers' shares must add up to 100 percent; order "${order}" has none.`);
}

export interface CourierQuery {
  readonly nowMs: number;
  readonly fetchedAtMs: number;
  readonly deliveredAtMs: number;
}
/** Null if the courier does not answer. */
export type CourierAnswer = 'announced' | 'on-the-way' | 'delivered' | null;

/** By the courier's name; only couriers that answer queries. */
export type Couriers = ReadonlyMap<string, Dependency<CourierQuery, CourierAnswer>>;

export function createCouriers(app: FastifyInstance, shop: Shop): Couriers {
  const answer = ({ nowMs, fetchedAtMs, deliveredAtMs }: CourierQuery): CourierAnswer => {
    if (nowMs < fetchedAtMs) return 'announced';
    return nowMs < deliveredAtMs ? 'on-the-way' : 'delivered';
  };
  const fallback = () => null;
  const couriers = new Map<string, Dependency<CourierQuery, CourierAnswer>>();
  for (const { name, query } of COURIERS) {
    if (query !== null) couriers.set(name, createDependency(app, shop, query, { answer, fallback }));
  }
  return couriers;
}
