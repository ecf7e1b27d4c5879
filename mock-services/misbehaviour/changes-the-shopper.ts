import { ORDERS } from '../platform/order.ts';
import { ifOrdinary, paidOrder } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const changesTheShopper: Misbehaviour = {
  name: 'changes-the-shopper',
  about: 'gives a paid order to another shopper',
  fails: 'books-in-order',
  tampering: rarely(
    (draft) => ifOrdinary(paidOrder(draft)),
    (draft, { id, order }) => draft.put(ORDERS, id, { ...order, shopper: `${order.shopper}.other` }),
  ),
};
