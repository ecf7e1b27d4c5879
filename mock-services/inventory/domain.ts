/**
 * Stock. Orders take ordinary pieces, and reservations promise them. A flash-sale piece is taken first and ordered later; a shopper
 * holds at most one. Once it is released (its order was cancelled, timed out, was returned or never came), the shopper may take
 * another.
 */

import { FLASH_PRODUCT } from '../catalogue.ts';
import { dueKey, HELD_MS_MAX, sweep } from '../platform/agenda.ts';
import { accepted, notFound, type Outcome, refused } from '../platform/outcome.ts';
import { pairKey, pairOf } from '../platform/pair.ts';
import type { Store, Tx } from '../platform/store.ts';
import { table } from '../platform/table.ts';

export interface Stock {
  readonly initialPieces: number;
  /** Enforces the stock. The audit does not trust it and counts pieces and orders instead. */
  readonly leftPieces: number;
}
/** By product. */
export const STOCK = table<Stock>('stock');

/** A flash-sale piece that a shopper holds. */
export interface Piece {
  /** Campaign time. */
  readonly takenAtMs: number;
  /** The order that used it. */
  readonly order?: string;
}
/** By `pieceKey`. */
export const PIECES = table<Piece>('pieces');
/** Pieces by when they go back if no order has used them. */
export const UNORDERED = table<true>('pieces-unordered');

/** By product. */
export const pieceKey = pairKey;
const heldUntilMs = ({ takenAtMs }: Piece): number => takenAtMs + HELD_MS_MAX;
export const unorderedKey = (key: string, piece: Piece): string => dueKey(heldUntilMs(piece), key);

/** Takes pieces off the shelf. False, with nothing taken, if there are too few. */
export function takePieces(tx: Tx, product: string, pieces: number): boolean {
  const stock = tx.get(STOCK, product);
  if (stock === undefined || stock.leftPieces < pieces) return false;
  tx.put(STOCK, product, { ...stock, leftPieces: stock.leftPieces - pieces });
  return true;
}

/**
 * Puts pieces back on the shelf.
 *
 * @throws Error for a product that is not stocked: none of it can have been taken.
 */
export function releasePieces(tx: Tx, product: string, pieces: number): void {
  const stock = tx.get(STOCK, product);
  if (stock === undefined)
    throw new Error(`${pieces} pieces of "${product}" come back, but it is not stocked.`);
  tx.put(STOCK, product, { ...stock, leftPieces: stock.leftPieces + pieces });
}

/**
 * The flash sale: first come, first served, one piece a shopper.
 *
 * @param nowMs campaign time
 */
export function takeFlashPiece(tx: Tx, product: string, shopper: string, nowMs: number): Outcome {
  if (product !== FLASH_PRODUCT) {
    return notFound('unknown_product', `No flash-sale product "${product}".`, `There is ${FLASH_PRODUCT}.`);
  }
  const key = pieceKey(product, shopper);
  if (tx.get(PIECES, key) !== undefined) {
    return refused(
      'limit_reached',
      `Shopper "${shopper}" already has a piece of "${product}".`,
      'One per shopper.',
    );
  }
  if (!takePieces(tx, product, 1)) return soldOut(product);
  const piece = { takenAtMs: nowMs };
  tx.put(PIECES, key, piece);
  tx.put(UNORDERED, unorderedKey(key, piece), true);
  return accepted({ product, shopper });
}

/** Uses the piece that a shopper holds for one order. False if the shopper holds no unused piece. */
export function usePiece(tx: Tx, product: string, shopper: string, order: string): boolean {
  const key = pieceKey(product, shopper);
  const piece = tx.get(PIECES, key);
  if (piece === undefined || piece.order !== undefined) return false;
  tx.put(PIECES, key, { ...piece, order });
  return true;
}

/** Takes the piece away from the shopper if that order used it. */
export function releaseFlashPiece(tx: Tx, product: string, shopper: string, order: string): void {
  const key = pieceKey(product, shopper);
  if (tx.get(PIECES, key)?.order === order) tx.remove(PIECES, key);
}

/**
 * Puts flash-sale pieces that were taken but not ordered in time back on the shelf.
 *
 * @param nowMs campaign time
 */
export const releaseUnorderedPieces = (store: Store, nowMs: number): Promise<number> =>
  sweep(store, UNORDERED, nowMs, (tx, key) => {
    const piece = tx.get(PIECES, key);
    // If the shopper took another one meanwhile, its date is later.
    if (piece === undefined || piece.order !== undefined || nowMs < heldUntilMs(piece)) return true;
    tx.remove(PIECES, key);
    releasePieces(tx, pairOf(key).thing, 1);
    return true;
  });

export const soldOut = (product: string): Outcome =>
  refused('sold_out', `Product "${product}" is sold out.`, 'Choose another product or fewer pieces.');
