import { ANSWERS } from '../platform/idempotency.ts';
import { RETURNS } from '../returns/domain.ts';
import { isAcknowledged } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const losesAReturn: Misbehaviour = {
  name: 'loses-a-return',
  about: 'acknowledges a return and neither refunds nor restocks it',
  fails: 'books-in-order',
  tampering: rarely(
    (draft) => isAcknowledged(draft) && draft.rows(RETURNS).length > 0,
    (draft) => draft.keepOnly(ANSWERS),
  ),
};
