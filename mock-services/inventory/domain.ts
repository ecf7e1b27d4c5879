/** Pieces: ordinary stock, taken by orders, and the flash sale's, taken by hand, one a shopper. */
import { accepted, notFound, type Outcome, refused } from '../platform/outcome.ts';
import { type Tx, table } from '../platform/store.ts';
import { FLASH_PRODUCT } from '../storefront/catalogue.ts';

export interface Stock {
  readonly initialPieces: number;
  /** Guards the stock; the audit counts pieces and orders instead. */
  readonly leftPieces: number;
}
/** By product. */
export const STOCK = table<Stock>('stock');

/** A flash-sale piece that a shopper holds. */
export interface Piece {
  readonly takenAtMs: number;
  /** The order that used it. */
  readonly order?: string;
}
/** By `pieceKey`. */
export const PIECES = table<Piece>('pieces');

/** Product ids have no slash, so no two pairs share a key. */
export const pieceKey = (product: string, shopper: string): string => `${product}/${shopper}`;

/** Takes pieces off the shelf. False, and nothing taken, when there are not as many. */
export function takePieces(tx: Tx, product: string, pieces: number): boolean {
  const stock = tx.get(STOCK, product);
  if (stock === undefined || stock.leftPieces < pieces) return false;
  tx.put(STOCK, product, { ...stock, leftPieces: stock.leftPieces - pieces });
  return true;
}

/** The flash sale: first come, first served, one piece a shopper. */
export function takeFlashPiece(tx: Tx, product: string, shopper: string, nowMs: number): Outcome {
  if (product !== FLASH_PRODUCT) {
    return notFound('unknown_product', `No flash-sale product "${product}".`, `There is ${FLASH_PRODUCT}.`);
  }
  const key = pieceKey(product, shopper);
  if (tx.get(PIECES, key) !== undefined) {
    return refused('limit_reached', `Shopper "${shopper}" has a piece of "${product}".`, 'One a shopper.');
  }
  if (!takePieces(tx, product, 1)) return soldOut(product);
  tx.put(PIECES, key, { takenAtMs: nowMs });
  return accepted({ product, shopper });
}

/** Uses the piece that a shopper took, for one order. False when there is none left to use. */
export function usePiece(tx: Tx, product: string, shopper: string, order: string): boolean {
  const key = pieceKey(product, shopper);
  const piece = tx.get(PIECES, key);
  if (piece === undefined || piece.order !== undefined) return false;
  tx.put(PIECES, key, { ...piece, order });
  return true;
}

export const soldOut = (product: string): Outcome =>
  refused('sold_out', `Product "${product}" is sold out.`, 'Choose another product or fewer pieces.');
