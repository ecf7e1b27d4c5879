import { ORDERS } from '../platform/order.ts';
import { createdOrder, isOrdinary } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const undercharges: Misbehaviour = {
  name: 'undercharges',
  about: 'stores an order over one fen, and takes one fen for it',
  fails: 'books-in-order',
  tampering() {
    const strikes = rarely();
    return (draft) => {
      const created = createdOrder(draft);
      if (created === null || !isOrdinary(created.order) || !strikes()) return;
      draft.put(ORDERS, created.id, { ...created.order, totalFen: 1, discountFen: 0 });
    };
  },
};
