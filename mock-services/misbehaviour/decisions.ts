/** What a decision was about, read from what it writes. */

import { FLASH_PRODUCT } from '../catalogue.ts';
import type { Payment } from '../orders/payment.ts';
import { PAYMENTS } from '../orders/payment.ts';
import { ANSWERS } from '../platform/idempotency.ts';
import { ORDERS, type Order } from '../platform/order.ts';
import { isAccepted } from '../platform/outcome.ts';
import type { Draft } from './draft.ts';

interface Numbered {
  readonly id: string;
  readonly order: Order;
}

/** Whether a shopper is told yes. Work in the background answers nobody. */
export const isAcknowledged = (draft: Draft): boolean =>
  draft.rows(ANSWERS).some(({ row }) => isAccepted(row));

/** The order that the decision creates. */
export const createdOrder = (draft: Draft): Numbered | null => orderThatIs('created', draft);

/** The order that the decision takes a payment for. */
export function paidOrder(draft: Draft): (Numbered & { readonly payment: Payment }) | null {
  const paid = orderThatIs('paid', draft);
  const payment = draft.rows(PAYMENTS)[0]?.row;
  return paid === null || payment === undefined ? null : { ...paid, payment };
}

export const cancelledOrder = (draft: Draft): Numbered | null => orderThatIs('cancelled', draft);

function orderThatIs(state: Order['state'], draft: Draft): Numbered | null {
  const written = draft.rows(ORDERS)[0];
  return written?.row.state === state ? { id: written.key, order: written.row } : null;
}

/** If nothing but its own row belongs to the order: no piece, no reservation and no deposit. */
export const ifOrdinary = <Found extends Numbered>(found: Found | null): Found | null => {
  if (found === null) return null;
  const { product, reserved, depositFen } = found.order;
  return product !== FLASH_PRODUCT && reserved === undefined && depositFen === undefined ? found : null;
};

/** If it is an order for the product of the flash sale. */
export const ifFlash = <Found extends Numbered>(found: Found | null): Found | null =>
  found?.order.product === FLASH_PRODUCT ? found : null;
