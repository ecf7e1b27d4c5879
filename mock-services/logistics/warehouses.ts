/**
 * Where parcels wait to be fetched. All numbers are assumptions: the review says that warehouses overflow (爆倉) and that
 * delivery takes 48 h. Buildings do not grow with `shop.resources`, which hires people.
 */
import { HOUR_MS } from '../platform/campaign-clock.ts';
import type { RegionSettings } from '../region-settings.ts';

export interface Warehouse {
  readonly name: string;
  /** Parcels that have room in it, as a share of the orders that the region is to sell. */
  readonly roomGoalShare: number;
  /** How much later than from the central one a parcel is delivered from here. */
  readonly slowerHours: number;
}

/** In the order in which they are filled. */
export const WAREHOUSES: readonly Warehouse[] = [
  // Built for the busiest hour: 1,200,000 orders, with a goal of 1,000,000 (campaign review).
  { name: 'central', roomGoalShare: 1.2, slowerHours: 0 },
  { name: 'forward-near', roomGoalShare: 1, slowerHours: 6 },
  { name: 'forward-far', roomGoalShare: 1, slowerHours: 18 },
];

/** Campaign time from a warehouse's gate in to its gate out. */
export const STORED_MS = 4 * HOUR_MS;
/** Campaign time from the central warehouse's gate in to the shopper's door. */
export const CENTRAL_DELIVERY_MS = 36 * HOUR_MS;
/** Campaign review: 48 h delivery; that it counts from the payment is an assumption. */
export const PROMISE_MS = 48 * HOUR_MS;

/**
 * Parcels that have room in a region's warehouse. Rates are real while the calendar is squeezed, so that a rehearsal fills only
 * 1/speed of what the calendar would.
 */
export const roomParcels = (
  { roomGoalShare }: Warehouse,
  { goal, calendar }: Pick<RegionSettings, 'goal' | 'calendar'>,
): number => Math.floor((goal.orders * roomGoalShare) / calendar.speed);

/** 48 h after the payment; later only when the parcel cannot arrive by then from where it is. */
export const promisedAtMs = ({ slowerHours }: Warehouse, paidAtMs: number, storedAtMs: number): number =>
  Math.max(paidAtMs + PROMISE_MS, storedAtMs + CENTRAL_DELIVERY_MS + slowerHours * HOUR_MS);
