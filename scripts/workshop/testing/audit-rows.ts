/** Rows of a shop's books that are in order: each test breaks what it is about. */
import type { AuditRow } from '../../../mock-services/audit/rows.ts';
import { priceFenOf } from '../../../scenarios/targets/mock-shop/shelf.ts';
import { memberDiscountPercent } from '../../../scenarios/targets/mock-shop/tiers.ts';

type OrderRow = AuditRow<'orders'>;

/** Of one piece of product 1, not paid yet. */
export function orderRow(order: string, changes: Partial<OrderRow> = {}): OrderRow {
  const shopper = changes.shopper ?? `s-${order}`;
  const { product = '1', quantity = 1 } = changes;
  const totalFen = priceFenOf(Number(product)) * quantity;
  const discountFen = Math.floor((totalFen * memberDiscountPercent(shopper, false)) / 100);
  return {
    order,
    shopper,
    product,
    quantity,
    totalFen,
    discountFen,
    depositFen: 0,
    reserved: false,
    state: 'created',
    atMs: 0,
    payment: '',
    paidFen: 0,
    isPaymentQueued: false,
    dispatch: '',
    ...changes,
  };
}

/** The same, settled and on its way to the courier. */
export function paidRow(order: string, changes: Partial<OrderRow> = {}): OrderRow {
  const row = orderRow(order, changes);
  const paidFen = row.totalFen - row.discountFen - row.depositFen;
  return { ...row, state: 'paid', payment: 'settled', paidFen, dispatch: 'queued', ...changes };
}
