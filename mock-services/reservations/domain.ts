/**
 * Reservations: a piece promised before the burst. It leaves the shelf at once, so the shopper who reserved it always gets it. (In
 * the campaign review, shoppers had reserved and then saw "out of stock".) The flash sale has no reservations.
 */

import { RESERVED_HOURS } from '../../scenarios/targets/mock-shop/rules.ts';
import { type Catalogue, FLASH_PRODUCT } from '../catalogue.ts';
import { releasePieces, soldOut, takePieces } from '../inventory/domain.ts';
import { dueKey, sweep } from '../platform/agenda.ts';
import { HOUR_MS } from '../platform/campaign-clock.ts';
import { accepted, type Outcome, refused } from '../platform/outcome.ts';
import { pairKey, pairOf } from '../platform/pair.ts';
import type { Reader, Store, Tx } from '../platform/store.ts';
import { table } from '../platform/table.ts';
import { count, counted, type Tally } from '../platform/tally.ts';
import { unknownProduct } from '../platform/unknown-product.ts';
import type { ReservationRequest } from './schema.ts';

export interface Reservation {
  /** Campaign time. */
  readonly atMs: number;
  /** The order that used it; missing while it is live. */
  readonly order?: string;
}
/** By `reservationKey`. */
export const RESERVATIONS = table<Reservation>('reservations');
/** Live ones by when they expire. */
export const EXPIRING = table<true>('reservations-expiring');

/** Counts of reservations by what happened to them. */
export type ReservationOutcome = 'reserved' | 'refused' | 'honoured' | 'expired';
export const RESERVATION_TALLY = table<Tally<ReservationOutcome>>('reservations-tally');

/** By product. */
export const reservationKey = pairKey;
const expiryMs = ({ atMs }: Reservation): number => Math.ceil(atMs + RESERVED_HOURS * HOUR_MS);
export const expiringKey = (key: string, reservation: Reservation): string =>
  dueKey(expiryMs(reservation), key);

/**
 * Promises a piece: one per shopper and product.
 *
 * @param nowMs campaign time
 */
export function reserve(tx: Tx, catalogue: Catalogue, request: ReservationRequest, nowMs: number): Outcome {
  const { shopper, product } = request;
  if (!catalogue.has(product)) return unknownProduct(product);
  const key = reservationKey(product, shopper);
  const refusal = refusalOf(tx, key, request);
  if (refusal !== undefined) {
    count(tx, RESERVATION_TALLY, { refused: 1 });
    return refusal;
  }
  const reservation = { atMs: nowMs };
  tx.put(RESERVATIONS, key, reservation);
  tx.put(EXPIRING, expiringKey(key, reservation), true);
  count(tx, RESERVATION_TALLY, { reserved: 1 });
  return accepted({ shopper, product, expiresAtMs: expiryMs(reservation) });
}

function refusalOf(tx: Tx, key: string, { shopper, product }: ReservationRequest): Outcome | undefined {
  if (product === FLASH_PRODUCT) {
    return refused('not_reservable', `"${product}" cannot be reserved.`, 'First come, first served.');
  }
  if (tx.get(RESERVATIONS, key) !== undefined) {
    return refused(
      'limit_reached',
      `Shopper "${shopper}" has already reserved "${product}".`,
      'One per shopper.',
    );
  }
  return takePieces(tx, product, 1) ? undefined : soldOut(product);
}

/** Uses a reservation for an order. Returns a refusal if there is no reservation. */
export function honour(tx: Tx, product: string, shopper: string, order: string): Outcome | undefined {
  const key = reservationKey(product, shopper);
  const reservation = tx.get(RESERVATIONS, key);
  // An expired one still counts until the sweep puts its piece back.
  if (reservation === undefined || reservation.order !== undefined) {
    const message = `Shopper "${shopper}" has no live reservation of "${product}".`;
    return refused('no_reservation', message, 'Order without "reserved", like everybody else.');
  }
  tx.put(RESERVATIONS, key, { ...reservation, order });
  tx.remove(EXPIRING, expiringKey(key, reservation));
  count(tx, RESERVATION_TALLY, { honoured: 1 });
  return undefined;
}

/** The reservation's order is over, so the shopper may reserve again. The order puts the piece back. */
export const releaseReservation = (tx: Tx, product: string, shopper: string): void =>
  tx.remove(RESERVATIONS, reservationKey(product, shopper));

/**
 * Puts the pieces of expired reservations back on the shelf.
 *
 * @param nowMs campaign time
 * @returns how many expired
 */
export const expireReservations = (store: Store, nowMs: number): Promise<number> =>
  sweep(store, EXPIRING, nowMs, (tx, key) => {
    tx.remove(RESERVATIONS, key);
    releasePieces(tx, pairOf(key).thing, 1);
    count(tx, RESERVATION_TALLY, { expired: 1 });
    return true;
  });

export const liveReservations = (reader: Reader): number =>
  counted(reader, RESERVATION_TALLY, 'reserved') -
  counted(reader, RESERVATION_TALLY, 'honoured') -
  counted(reader, RESERVATION_TALLY, 'expired');
