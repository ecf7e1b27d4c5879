import { cancel } from '../orders/cancellation.ts';
import { paidOrder } from './decisions.ts';
import type { Misbehaviour } from './misbehaviour.ts';

export const cancelsByItself: Misbehaviour = {
  name: 'cancels-by-itself',
  about: 'cancels and refunds every order as soon as it is paid',
  fails: 'books-in-order',
  tampering: () => (draft) => {
    const paid = paidOrder(draft);
    if (paid !== null) cancel(draft, paid.id, paid.order.shopper, paid.payment.atMs);
  },
};
