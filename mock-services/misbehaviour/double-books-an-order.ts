import { takePieces } from '../inventory/domain.ts';
import { UNPAID, unpaidKey } from '../orders/domain.ts';
import { ORDERS } from '../platform/order.ts';
import { createdOrder, ifOrdinary } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const doubleBooksAnOrder: Misbehaviour = {
  name: 'double-books-an-order',
  about: 'stores an order a second time, under an id that nobody asked for',
  fails: 'books-in-order',
  tampering: rarely(
    (draft) => ifOrdinary(createdOrder(draft)),
    (draft, { id, order }) => {
      const again = `${id}.again`;
      takePieces(draft, order.product, order.quantity);
      draft.put(ORDERS, again, order);
      draft.put(UNPAID, unpaidKey(again, order), true);
    },
  ),
};
