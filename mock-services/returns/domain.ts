/** Returns: most are handled at once; the rest wait for an inspection. */

import { letGo, notTheirs, orderCancelled, TO_DISPATCH, unknownOrder } from '../orders/domain.ts';
import { refund } from '../orders/payment.ts';
import { dueKey, sweep } from '../platform/agenda.ts';
import { HOUR_MS } from '../platform/campaign-clock.ts';
import { draw } from '../platform/draw.ts';
import { ORDERS, type Order } from '../platform/order.ts';
import { accepted, type Outcome, refused } from '../platform/outcome.ts';
import type { Reader, Store, Tx } from '../platform/store.ts';
import { table } from '../platform/table.ts';
import { count, counted, type Tally } from '../platform/tally.ts';
import type { ReturnRequest } from './schema.ts';

/** `inspection`: the money is not refunded yet, and the piece not restocked. */
export type ReturnStatus = 'handled' | 'inspection' | 'inspected';

export interface Return {
  readonly reason: string;
  readonly status: ReturnStatus;
  /** Campaign time. */
  readonly atMs: number;
}
/** By order. */
export const RETURNS = table<Return>('returns');
/** Orders in inspection by when it ends. */
export const INSPECTIONS = table<true>('returns-inspections');
/** Counts returns by each status they had: an inspected one counts in `inspection` too. */
export const RETURN_TALLY = table<Tally<ReturnStatus>>('returns-tally');

/** Campaign review: 98 % of 23,000 returns were handled. */
const HANDLED_SHARE = 0.98;
/** Assumption: half a shift. */
const INSPECTION_HOURS = 4;

export const inspectionKey = (id: string, { atMs }: Return): string =>
  dueKey(atMs + INSPECTION_HOURS * HOUR_MS, id);

/**
 * Takes back a paid order, as a whole and only once.
 *
 * @param nowMs campaign time
 */
export function takeReturn(tx: Tx, id: string, { shopper, reason }: ReturnRequest, nowMs: number): Outcome {
  const order = tx.get(ORDERS, id);
  if (order === undefined) return unknownOrder(id);
  if (order.shopper !== shopper) return notTheirs(id, shopper);
  if (order.state === 'cancelled') return orderCancelled(id);
  if (order.state === 'created') {
    const hint = `Cancel it instead: POST /orders/${id}/cancellations.`;
    return refused('not_paid', `Order "${id}" is not paid.`, hint);
  }
  if (order.state !== 'paid') {
    return refused(
      'already_returned',
      `Order "${id}" was already returned.`,
      'An order can be returned once.',
    );
  }
  const status = needsInspection(id) ? 'inspection' : 'handled';
  const sentBack: Return = { reason, status, atMs: nowMs };
  tx.put(RETURNS, id, sentBack);
  tx.remove(TO_DISPATCH, id);
  count(tx, RETURN_TALLY, { [status]: 1 });
  if (status === 'handled') {
    complete(tx, id, order, nowMs);
  } else {
    tx.put(ORDERS, id, { ...order, state: 'returning' });
    tx.put(INSPECTIONS, inspectionKey(id, sentBack), true);
  }
  return accepted({ order: id, status });
}

function complete(tx: Tx, id: string, order: Order, nowMs: number): void {
  letGo(tx, id, order);
  refund(tx, id, nowMs);
  tx.put(ORDERS, id, { ...order, state: 'returned' });
}

/** Follows from the order's id, so that a run with the same orders has the same inspections. */
export const needsInspection = (order: string): boolean => draw('inspection', order) >= HANDLED_SHARE;

/**
 * Completes the returns whose inspection is over.
 *
 * @param nowMs campaign time
 * @returns how many were completed
 */
export const inspect = (store: Store, nowMs: number): Promise<number> =>
  sweep(store, INSPECTIONS, nowMs, (tx, id) => {
    complete(tx, id, tx.get(ORDERS, id)!, nowMs);
    tx.put(RETURNS, id, { ...tx.get(RETURNS, id)!, status: 'inspected' });
    count(tx, RETURN_TALLY, { inspected: 1 });
    return true;
  });

export const returnsWaiting = (reader: Reader): number =>
  counted(reader, RETURN_TALLY, 'inspection') - counted(reader, RETURN_TALLY, 'inspected');
