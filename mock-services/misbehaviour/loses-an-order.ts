import { ANSWERS } from '../platform/idempotency.ts';
import { createdOrder } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const losesAnOrder: Misbehaviour = {
  name: 'loses-an-order',
  about: 'acknowledges an order and does not store it',
  fails: 'orders-lost',
  tampering() {
    const strikes = rarely();
    return (draft) => {
      if (createdOrder(draft) !== null && strikes()) draft.keepOnly(ANSWERS);
    };
  },
};
