import { PIECES } from '../inventory/domain.ts';
import { ANSWERS } from '../platform/idempotency.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const losesAPiece: Misbehaviour = {
  name: 'loses-a-piece',
  about: 'acknowledges a flash-sale piece and keeps none for the shopper',
  fails: 'books-in-order',
  tampering: rarely(
    (draft) => draft.rows(PIECES).some(({ row }) => row.order === undefined),
    (draft) => draft.keepOnly(ANSWERS),
  ),
};
