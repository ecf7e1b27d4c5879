/**
 * An order's record. It is here because coupons/ must check whether an order exists, and orders/ already imports coupons/.
 */
import { table } from './table.ts';

export type OrderState = 'created' | 'paid' | 'cancelled' | 'returning' | 'returned';

export interface Order {
  readonly shopper: string;
  readonly product: string;
  readonly quantity: number;
  readonly totalFen: number;
  readonly discountFen: number;
  /** The part of the total that was paid before the order. */
  readonly depositFen?: number;
  /** Campaign time. */
  readonly atMs: number;
  readonly state: OrderState;
  /** True if its piece was reserved. */
  readonly reserved?: true;
}
/** By the order's id, which is the client's own. */
export const ORDERS = table<Order>('orders');

/** Whether the order still holds pieces and coupons. A returned one does until its inspection is over. */
export const isLive = ({ state }: Order): boolean => state !== 'cancelled' && state !== 'returned';
