/**
 * An order's record. It is here because coupons/ must check whether an order exists, and orders/ already imports coupons/.
 */
import { table } from './store.ts';

export type OrderState = 'created' | 'paid' | 'cancelled' | 'returning' | 'returned';

export interface Order {
  readonly shopper: string;
  readonly product: string;
  readonly quantity: number;
  readonly totalFen: number;
  readonly discountFen: number;
  /** Of the total, paid before the order. */
  readonly depositFen?: number;
  /** Campaign time. */
  readonly atMs: number;
  readonly state: OrderState;
  /** Its piece had been promised. */
  readonly reserved?: true;
}
/** By the order's id, which is the client's own. */
export const ORDERS = table<Order>('orders');

/** A dead order holds nothing; one that is sent back is alive until its inspection is over. */
export const isLive = ({ state }: Order): boolean => state !== 'cancelled' && state !== 'returned';
