import { TO_DISPATCH } from '../orders/domain.ts';
import { recordPayment } from '../orders/payment.ts';
import { ORDERS } from '../platform/order.ts';
import { ifFlash, paidOrder } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const sellsAPieceTwice: Misbehaviour = {
  name: 'sells-a-piece-twice',
  about: 'has two paid orders on one flash-sale piece',
  fails: 'oversold',
  tampering: rarely(
    (draft) => ifFlash(paidOrder(draft)),
    (draft, { id, order, payment }) => {
      const again = `${id}.again`;
      draft.put(ORDERS, again, order);
      recordPayment(draft, again, payment);
      draft.put(TO_DISPATCH, again, { paidAtMs: payment.atMs });
    },
  ),
};
