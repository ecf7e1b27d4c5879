/** Orders: the ledger that no overload and no crash may lose. */
import { discountOf } from '../coupons/domain.ts';
import { soldOut, takePieces, usePiece } from '../inventory/domain.ts';
import { accepted, type Outcome, refused } from '../platform/outcome.ts';
import { type Tx, table } from '../platform/store.ts';
import { type Catalogue, FLASH_PRODUCT, unknownProduct } from '../storefront/catalogue.ts';

export interface Order {
  readonly shopper: string;
  readonly product: string;
  readonly quantity: number;
  readonly totalFen: number;
  readonly discountFen: number;
  readonly atMs: number;
}
/** By the order's id, which is the client's own. */
export const ORDERS = table<Order>('orders');

export interface OrderRequest {
  readonly shopper: string;
  readonly order: string;
  readonly product: string;
  readonly quantity: number;
  /** The campaign of a coupon redeemed for this order. */
  readonly coupon?: string;
}

export function createOrder(tx: Tx, catalogue: Catalogue, request: OrderRequest, nowMs: number): Outcome {
  const { shopper, order, product: productId, quantity, coupon } = request;
  const product = catalogue.get(productId);
  if (product === undefined) return unknownProduct(productId);
  if (tx.get(ORDERS, order) !== undefined) {
    return refused('order_exists', `There is an order "${order}".`, 'Choose a new id for a new order.');
  }
  const refusal = takeStock(tx, request);
  if (refusal !== undefined) return refusal;

  const totalFen = product.priceFen * quantity;
  // A coupon redeemed for another total never makes the shop pay.
  const discountFen = coupon === undefined ? 0 : Math.min(totalFen, discountOf(tx, coupon, shopper, order));
  tx.put(ORDERS, order, { shopper, product: productId, quantity, totalFen, discountFen, atMs: nowMs });
  return accepted({ order, payableFen: totalFen - discountFen });
}

/** A flash-sale piece has left the shelf when it was taken; its order only uses it. */
function takeStock(tx: Tx, { shopper, order, product, quantity }: OrderRequest): Outcome | undefined {
  if (product !== FLASH_PRODUCT) return takePieces(tx, product, quantity) ? undefined : soldOut(product);
  if (quantity !== 1) {
    return refused('limit_reached', `${quantity} pieces of "${product}" were asked for.`, 'One a shopper.');
  }
  if (usePiece(tx, product, shopper, order)) return undefined;
  const message = `Shopper "${shopper}" holds no unused piece of "${product}".`;
  return refused('no_piece', message, `Take one first: POST /flash/${product}/pieces.`);
}
