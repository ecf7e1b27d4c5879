import { ANSWERS } from '../platform/idempotency.ts';
import { RESERVATIONS } from '../reservations/domain.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const losesAReservation: Misbehaviour = {
  name: 'loses-a-reservation',
  about: 'acknowledges a reservation and does not store it',
  fails: 'books-in-order',
  tampering: rarely(
    (draft) => draft.rows(RESERVATIONS).some(({ row }) => row.order === undefined),
    (draft) => draft.keepOnly(ANSWERS),
  ),
};
