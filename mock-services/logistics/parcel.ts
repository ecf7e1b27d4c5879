/** What is known of a parcel. Times are the campaign's, in epoch milliseconds. */
import { unknownOrder } from '../orders/domain.ts';
import { ORDERS, type Order } from '../platform/order.ts';
import { degraded, found, type Outcome } from '../platform/outcome.ts';
import type { Reader } from '../platform/store.ts';
import { table } from '../platform/table.ts';
import { type Couriers, courierOf } from './couriers.ts';
import { STORED_MS } from './warehouses.ts';

export interface Stored {
  readonly warehouse: string;
  readonly atMs: number;
  readonly promisedAtMs: number;
}
export interface Parcel {
  readonly paidAtMs: number;
  /** Missing while the parcel waits for room in a warehouse. */
  readonly stored?: Stored;
}
/** By order. */
export const PARCELS = table<Parcel>('parcels');

/** What the shop knows without asking the courier: whether it has handed the parcel over. */
const shopKnows = ({ atMs }: Stored, nowMs: number) => (nowMs < atMs + STORED_MS ? 'stored' : 'handed-over');

/** What the order itself says; undefined once logistics has it. */
const WITHOUT_PARCEL: Readonly<Record<Order['state'], string | undefined>> = {
  created: 'unpaid',
  paid: undefined,
  cancelled: 'cancelled',
  returning: 'returning',
  returned: 'returned',
};

/**
 * Asks the courier where the parcel is, and answers what the shop itself knows when the courier does not say.
 *
 * @param isOverflowing whether the warehouses take no parcels now
 */
export async function trackParcel(
  reader: Reader,
  couriers: Couriers,
  order: string,
  nowMs: number,
  isOverflowing = false,
): Promise<Outcome> {
  const ordered = reader.get(ORDERS, order);
  if (ordered === undefined) return unknownOrder(order);
  const shopSays = (status: string): Outcome => found({ order, status, saidBy: 'shop' });
  const without = WITHOUT_PARCEL[ordered.state];
  if (without !== undefined) return shopSays(without);
  const parcel = reader.get(PARCELS, order);
  if (parcel === undefined) return shopSays('packing');
  if (parcel.stored === undefined) {
    const waits = shopSays('waiting');
    return isOverflowing ? degraded(waits, 'warehouses') : waits;
  }
  const { warehouse, atMs, promisedAtMs } = parcel.stored;
  const { name: courier, query } = courierOf(order);
  const said = await couriers.get(courier)?.({
    nowMs,
    fetchedAtMs: atMs + STORED_MS,
    // A simulated courier delivers exactly when the shop promised.
    deliveredAtMs: promisedAtMs,
  });
  const status = said ?? shopKnows(parcel.stored, nowMs);
  const saidBy = said == null ? 'shop' : 'courier';
  const tracked = found({ order, status, saidBy, warehouse, courier, promisedAtMs });
  // A courier that cannot be asked at all is no reason: nobody expects more of it.
  return said === null && query !== null ? degraded(tracked, query) : tracked;
}
