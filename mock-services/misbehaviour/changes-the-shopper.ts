import { ORDERS } from '../platform/order.ts';
import { isOrdinary, paidOrder } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const changesTheShopper: Misbehaviour = {
  name: 'changes-the-shopper',
  about: 'gives a paid order to another shopper',
  fails: 'books-in-order',
  tampering() {
    const strikes = rarely();
    return (draft) => {
      const paid = paidOrder(draft);
      if (paid === null || !isOrdinary(paid.order) || !strikes()) return;
      draft.put(ORDERS, paid.id, { ...paid.order, shopper: `${paid.order.shopper}.other` });
    };
  },
};
