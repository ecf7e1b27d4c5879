import { ANSWERS } from '../platform/idempotency.ts';
import { createdOrder } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const losesAnOrder: Misbehaviour = {
  name: 'loses-an-order',
  about: 'acknowledges an order and does not store it',
  fails: 'orders-lost',
  tampering: rarely(createdOrder, (draft) => draft.keepOnly(ANSWERS)),
};
