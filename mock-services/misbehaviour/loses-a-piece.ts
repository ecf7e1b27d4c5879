import { PIECES } from '../inventory/domain.ts';
import { ANSWERS } from '../platform/idempotency.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const losesAPiece: Misbehaviour = {
  name: 'loses-a-piece',
  about: 'acknowledges a flash-sale piece and keeps none for the shopper',
  fails: 'books-in-order',
  tampering() {
    const strikes = rarely();
    return (draft) => {
      const isTaken = draft.rows(PIECES).some(({ row }) => row.order === undefined);
      if (isTaken && strikes()) draft.keepOnly(ANSWERS);
    };
  },
};
