/**
 * Where parcels wait for a courier. All numbers are assumptions: the review only says that warehouses overflow (爆倉) and that
 * delivery takes 48 h. `shop.resources` does not make warehouses larger.
 */
import { HOUR_MS } from '../platform/campaign-clock.ts';
import type { RegionSettings } from '../region-settings.ts';

export interface Warehouse {
  readonly name: string;
  /** How many parcels it holds, as a share of the region's sales goal in orders. */
  readonly roomGoalShare: number;
  /** How much later a parcel arrives from here than from the central warehouse. */
  readonly slowerHours: number;
}

/** They are filled in this order. */
export const WAREHOUSES: readonly Warehouse[] = [
  // Built for the busiest hour: 1,200,000 orders, with a goal of 1,000,000 (campaign review).
  { name: 'central', roomGoalShare: 1.2, slowerHours: 0 },
  { name: 'forward-near', roomGoalShare: 1, slowerHours: 6 },
  { name: 'forward-far', roomGoalShare: 1, slowerHours: 18 },
];

/** Campaign time that a parcel stays in a warehouse. */
export const STORED_MS = 4 * HOUR_MS;
/** Campaign time from entering the central warehouse to delivery. */
export const CENTRAL_DELIVERY_MS = 36 * HOUR_MS;
/** Campaign review: 48 h delivery; that it counts from the payment is an assumption. */
export const PROMISE_MS = 48 * HOUR_MS;

/**
 * How many parcels a region's warehouse holds. The calendar is squeezed but rates are not, so a rehearsal brings only 1/speed of
 * the parcels.
 */
export const roomParcels = (
  { roomGoalShare }: Warehouse,
  { goal, calendar }: Pick<RegionSettings, 'goal' | 'calendar'>,
): number => Math.floor((goal.orders * roomGoalShare) / calendar.speed);

/** 48 h after the payment, or later if the parcel cannot arrive by then from its warehouse. */
export const promisedAtMs = ({ slowerHours }: Warehouse, paidAtMs: number, storedAtMs: number): number =>
  Math.max(paidAtMs + PROMISE_MS, storedAtMs + CENTRAL_DELIVERY_MS + slowerHours * HOUR_MS);
