/**
 * An order's record. It is here and not in orders/, because coupons are redeemed before their order and must look whether it is
 * there, while orders/ asks coupons/ what they take off.
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
