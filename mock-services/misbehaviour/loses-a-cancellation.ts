import { ANSWERS } from '../platform/idempotency.ts';
import { cancelledOrder, isAcknowledged } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const losesACancellation: Misbehaviour = {
  name: 'loses-a-cancellation',
  about: 'acknowledges a cancellation and keeps the order',
  fails: 'books-in-order',
  tampering: rarely(
    (draft) => isAcknowledged(draft) && cancelledOrder(draft),
    (draft) => draft.keepOnly(ANSWERS),
  ),
};
