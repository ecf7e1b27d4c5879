import { PIECES, releasePieces } from '../inventory/domain.ts';
import { pairOf } from '../platform/pair.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const putsAPieceBack: Misbehaviour = {
  name: 'puts-a-piece-back',
  about: 'puts a flash-sale piece back on the shelf that a shopper has',
  fails: 'books-in-order',
  tampering: rarely(
    (draft) => draft.rows(PIECES).find(({ row }) => row.order === undefined),
    (draft, taken) => releasePieces(draft, pairOf(taken.key).thing, 1),
  ),
};
