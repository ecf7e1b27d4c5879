/**
 * Orders. No overload and no crash may lose one, and no row is ever removed.
 * created → paid → cancelled or returned. A return that is inspected is `returning` in between.
 */
import { type Catalogue, FLASH_PRODUCT } from '../catalogue.ts';
import { cart, couponsOf, discountFen, isSameCart, releaseCoupons } from '../coupons/domain.ts';
import { releaseFlashPiece, releasePieces, soldOut, takePieces, usePiece } from '../inventory/domain.ts';
import { dueKey, HELD_MS_MAX } from '../platform/agenda.ts';
import { ORDERS, type Order } from '../platform/order.ts';
import { accepted, notFound, type Outcome, refused } from '../platform/outcome.ts';
import type { Reader, Tx } from '../platform/store.ts';
import { table } from '../platform/table.ts';
import { count, counted, type Tally } from '../platform/tally.ts';
import { unknownProduct } from '../platform/unknown-product.ts';
import { honour, releaseReservation } from '../reservations/domain.ts';
import type { OrderBody } from './schema.ts';

/** Unpaid orders by when they time out. */
export const UNPAID = table<true>('orders-unpaid');

export interface Dispatchable {
  /** Campaign time. */
  readonly paidAtMs: number;
}
/** Paid orders that wait for a courier, by order. Logistics takes them out; until then they can be cancelled. */
export const TO_DISPATCH = table<Dispatchable>('orders-to-dispatch');

/** `sold…` only grows; `undone…` counts what cancellations and returns took back. */
export type OrderCount = 'created' | 'cancelled' | 'timed_out' | 'sold' | 'soldFen' | 'undone' | 'undoneFen';
export const ORDER_TALLY = table<Tally<OrderCount>>('orders-tally');

export const unpaidKey = (id: string, order: Order): string => dueKey(order.atMs + HELD_MS_MAX, id);

/** What the shopper pays in all, the deposit included. */
export const soldFen = ({ totalFen, discountFen }: Order): number => totalFen - discountFen;
/** What is left to pay. */
export const payableFen = (order: Order): number => soldFen(order) - (order.depositFen ?? 0);

export interface OrderRequest extends OrderBody {
  /** Price of one piece if not the catalogue's: groups and livestreams have their own prices. */
  readonly priceFen?: number;
  readonly depositFen?: number;
}

/** @param nowMs campaign time; the time to pay starts now */
export function createOrder(tx: Tx, catalogue: Catalogue, request: OrderRequest, nowMs: number): Outcome {
  const { shopper, order: id, product: productId, quantity, reserved, depositFen } = request;
  const product = catalogue.get(productId);
  if (product === undefined) return unknownProduct(productId);
  if (tx.get(ORDERS, id) !== undefined) {
    return refused('order_exists', `Order "${id}" already exists.`, 'Choose a new id for a new order.');
  }
  const refusal = unlikeCoupons(tx, request) ?? takeStock(tx, request);
  if (refusal !== undefined) return refusal;

  const totalFen = (request.priceFen ?? product.priceFen) * quantity;
  const order: Order = {
    shopper,
    product: productId,
    quantity,
    totalFen,
    discountFen: hasFixedPrice(request) ? 0 : offFen(tx, request, totalFen),
    atMs: nowMs,
    state: 'created',
    ...(reserved ? { reserved } : {}),
    ...(depositFen === undefined ? {} : { depositFen }),
  };
  tx.put(ORDERS, id, order);
  tx.put(UNPAID, unpaidKey(id, order), true);
  count(tx, ORDER_TALLY, { created: 1 });
  return accepted({ order: id, payableFen: payableFen(order) });
}

/** The flash sale, groups and livestreams have fixed prices: no discount. */
const hasFixedPrice = ({ product, priceFen }: OrderRequest): boolean =>
  product === FLASH_PRODUCT || priceFen !== undefined;

const offFen = (tx: Tx, { order, shopper }: OrderRequest, totalFen: number): number =>
  discountFen(tx, couponsOf(tx, order, shopper)?.campaigns ?? [], totalFen, shopper);

/** Coupons are redeemed for one cart; another cart might not qualify for the discount. */
function unlikeCoupons(tx: Tx, request: OrderRequest): Outcome | undefined {
  const coupons = couponsOf(tx, request.order, request.shopper);
  if (coupons === undefined) return undefined;
  if (isSameCart(coupons, request) && !hasFixedPrice(request)) return undefined;
  const message = `Coupons were redeemed for ${cart(coupons)}, and ${cart(request)} is ordered.`;
  return refused('other_cart', message, 'Order what they were redeemed for, or use another order id.');
}

/** Reserved and flash-sale pieces left the shelf earlier; the order only uses them. */
function takeStock(
  tx: Tx,
  { shopper, order, product, quantity, reserved }: OrderRequest,
): Outcome | undefined {
  const limited = reserved || product === FLASH_PRODUCT;
  if (!limited) return takePieces(tx, product, quantity) ? undefined : soldOut(product);
  if (quantity !== 1) {
    return refused('limit_reached', `${quantity} pieces of "${product}" are too many.`, 'One per shopper.');
  }
  if (reserved) return honour(tx, product, shopper, order);
  if (usePiece(tx, product, shopper, order)) return undefined;
  const message = `Shopper "${shopper}" holds no unused piece of "${product}".`;
  return refused('no_piece', message, `Take one first: POST /flash/${product}/pieces.`);
}

/**
 * Gives back everything that an ended order holds. Its pieces are for sale again, and its shopper may use the coupons, reserve, or
 * take a flash-sale piece again.
 */
export function letGo(tx: Tx, id: string, { shopper, product, quantity, reserved }: Order): void {
  releaseCoupons(tx, id, shopper);
  releasePieces(tx, product, quantity);
  if (reserved) releaseReservation(tx, product, shopper);
  else if (product === FLASH_PRODUCT) releaseFlashPiece(tx, product, shopper, id);
}

/** Net sales: paid, and neither cancelled nor returned. */
export const salesSoFar = (reader: Reader): { orders: number; revenueFen: number } => ({
  orders: counted(reader, ORDER_TALLY, 'sold') - counted(reader, ORDER_TALLY, 'undone'),
  revenueFen: counted(reader, ORDER_TALLY, 'soldFen') - counted(reader, ORDER_TALLY, 'undoneFen'),
});

export const unknownOrder = (id: string): Outcome =>
  notFound('unknown_order', `No order "${id}".`, 'Create it first: POST /orders.');
export const notTheirs = (id: string, shopper: string): Outcome =>
  refused(
    'not_theirs',
    `Order "${id}" is not shopper "${shopper}"'s.`,
    'Only the shopper who ordered may do this.',
  );
export const orderCancelled = (id: string): Outcome =>
  refused('order_cancelled', `Order "${id}" is cancelled.`, 'Order again under a new id.');
