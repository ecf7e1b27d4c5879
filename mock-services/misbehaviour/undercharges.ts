import { ORDERS } from '../platform/order.ts';
import { createdOrder, ifOrdinary } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const undercharges: Misbehaviour = {
  name: 'undercharges',
  about: 'stores an order for 0.01 CNY whatever it costs, and takes no more for it',
  fails: 'books-in-order',
  tampering: rarely(
    (draft) => ifOrdinary(createdOrder(draft)),
    (draft, { id, order }) => draft.put(ORDERS, id, { ...order, totalFen: 1, discountFen: 0 }),
  ),
};
